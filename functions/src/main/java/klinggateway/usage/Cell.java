package klinggateway.usage;

/**
 * One combination of everything usage is told apart by. Every component is one of a closed or catalogue-bound set, so
 * their number does not grow with use.
 *
 * @param source {@code gateway}, or {@code external} for what was made elsewhere and recorded here
 * @param bucket the seconds ordered, or the range they fall into
 * @param errorClass why it failed, or {@code none}
 */
public record Cell(
        String source,
        String productType,
        String pool,
        String kind,
        String model,
        String mode,
        String bucket,
        Status status,
        String errorClass) {

    /** The error class of what has not failed. */
    public static final String NO_ERROR = "none";

    /** The source of jobs that went through the gateway. */
    public static final String GATEWAY = "gateway";

    /** The source of what was made elsewhere and recorded here; no budget and no reconciliation knows of it. */
    public static final String EXTERNAL = "external";
}
