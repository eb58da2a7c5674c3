package klinggateway.usage;

/**
 * Usage of one closed period.
 *
 * @param scope a key id, or {@link #EVERYONE}
 */
public record Rollup(String scope, Period period, Cube cube) {

    /** The scope of all keys together. */
    public static final String EVERYONE = "*";
}
