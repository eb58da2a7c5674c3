package klinggateway.job;

import java.time.Duration;

/**
 * What an order was sold at; kept with the job, whatever the catalogue says later.
 *
 * @param milliUnits the estimate in thousandths of a Kling unit of the order's pool
 * @param microUsd the estimate in millionths of a US dollar
 * @param microUsdPerUnit the price of one unit in millionths of a US dollar
 * @param catalogueVersion the catalogue the price came from
 * @param typical how long Kling usually takes
 */
public record Quote(long milliUnits, long microUsd, long microUsdPerUnit, String catalogueVersion, Duration typical) {

    /** The version of a catalogue that does not know what was ordered. */
    public static final String UNPRICED = "unpriced";

    /** Whether anybody knew what it would cost. */
    public boolean isPriced() {
        return !catalogueVersion.equals(UNPRICED);
    }

    /** What a job is charged until it is known what it costs. */
    public Charge estimate() {
        return new Charge(milliUnits, microUsd, false);
    }
}
