package klinggateway.job;

/**
 * What a job costs, as far as it is known.
 *
 * @param milliUnits thousandths of a Kling unit
 * @param microUsd millionths of a US dollar
 * @param settled whether Kling has said what it deducted; if not, this is the estimate
 */
public record Charge(long milliUnits, long microUsd, boolean settled) {

    /** Nothing, and known to be nothing. */
    public static final Charge NONE = new Charge(0, 0, true);
}
