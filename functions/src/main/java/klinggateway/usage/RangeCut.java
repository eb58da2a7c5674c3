package klinggateway.usage;

import java.time.Instant;
import java.util.List;

/**
 * A range cut into what is read from rollups and what is read from the ledger itself.
 *
 * @param runs rolled-up periods, in order of time
 * @param rawMinutes closed minutes read item by item: those the range cuts through, and those whose rollups are gone
 * @param openMinutes minutes after the watermark
 */
public record RangeCut(List<Run> runs, List<Instant> rawMinutes, List<Instant> openMinutes) {

    /** Neighbouring periods of one granularity, {@code from} inclusive, {@code to} exclusive. */
    public record Run(Granularity granularity, Instant from, Instant to) {

        boolean isContinuedBy(Run next) {
            return granularity.equals(next.granularity) && to.equals(next.from);
        }

        /** One period on its own. */
        public static Run of(Period period) {
            return new Run(period.granularity(), period.start(), period.end());
        }
    }
}
