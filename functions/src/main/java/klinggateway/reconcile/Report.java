package klinggateway.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import klinggateway.alert.Reconciliations.Outcome;
import klinggateway.job.Job;

/**
 * What came out of a run. Each list has the first {@value #SHOWN} findings; {@code counts} has all.
 *
 * @param complete whether the whole range was compared
 * @param reconciledTo up to where it was
 * @param asOf when Kling's records were read; they may lag
 */
record Report(
        Range range,
        boolean complete,
        Instant reconciledTo,
        Instant asOf,
        Counts counts,
        List<Finding> corrected,
        List<Finding> differing,
        List<Finding> missingThere,
        List<Finding> missingHere,
        String note) {

    private static final int SHOWN = 100;

    /** Kling's records lag by up to twelve hours; a task that has none after a day will not have one. */
    private static final Duration LAG = Duration.ofDays(1);

    private static final String NOTE = "Kling's records may lag: what is missing there today can be there tomorrow";

    record Range(Instant timeStart, Instant timeEnd) {}

    /**
     * @param matched jobs that are charged what Kling took
     * @param corrected jobs that were left at their estimate, and are settled now
     * @param differing jobs that are charged something else than Kling took
     * @param missingThere jobs that are charged, and Kling has no record of them
     * @param missingHere tasks that Kling took something for, and no job has them
     * @param undecided jobs that have run out of time and may still end
     */
    record Counts(long matched, long corrected, long differing, long missingThere, long missingHere, long undecided) {}

    /** Collects findings while a run lasts. */
    static final class Draft {

        private final Timespan span;
        private final Instant asOf;
        private final Kind corrected = new Kind();
        private final Kind differing = new Kind();
        private final Kind missingThere = new Kind();
        private final Kind missingHere = new Kind();
        private long matched;
        private long undecided;
        private long missingThereForLong;
        private long differenceMicroUsd;

        Draft(Timespan span, Instant asOf) {
            this.span = span;
            this.asOf = asOf;
        }

        private static final class Kind {

            private final List<Finding> first = new ArrayList<>();
            private long count;

            void add(Finding finding) {
                count++;
                if (first.size() < SHOWN) {
                    first.add(finding);
                }
            }
        }

        void addMatched() {
            matched++;
        }

        void addUndecided() {
            undecided++;
        }

        void addCorrected(Finding finding) {
            corrected.add(finding);
        }

        void addDiffering(Finding finding, long byMicroUsd) {
            differing.add(finding);
            differenceMicroUsd += byMicroUsd;
        }

        void addMissingThere(Finding finding, Job job) {
            missingThere.add(finding);
            if (job.ending().filter(end -> end.at().isBefore(asOf.minus(LAG))).isPresent()) {
                missingThereForLong++;
                differenceMicroUsd += Math.abs(job.charge().microUsd());
            }
        }

        void addMissingHere(Finding finding, long microUsd) {
            missingHere.add(finding);
            differenceMicroUsd += Math.abs(microUsd);
        }

        /** The same in short, without what may only be late. */
        Outcome outcome(Instant reconciledTo) {
            return new Outcome(
                    asOf,
                    span.from(),
                    span.to(),
                    !reconciledTo.isBefore(span.to()),
                    differing.count,
                    missingThereForLong,
                    missingHere.count,
                    differenceMicroUsd);
        }

        /** @param reconciledTo up to where the run got */
        Report finished(Instant reconciledTo) {
            return new Report(
                    new Range(span.from(), span.to()),
                    !reconciledTo.isBefore(span.to()),
                    reconciledTo,
                    asOf,
                    new Counts(
                            matched,
                            corrected.count,
                            differing.count,
                            missingThere.count,
                            missingHere.count,
                            undecided),
                    List.copyOf(corrected.first),
                    List.copyOf(differing.first),
                    List.copyOf(missingThere.first),
                    List.copyOf(missingHere.first),
                    NOTE);
        }
    }
}
