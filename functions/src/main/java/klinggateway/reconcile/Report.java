package klinggateway.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

        void addDiffering(Finding finding) {
            differing.add(finding);
        }

        void addMissingThere(Finding finding) {
            missingThere.add(finding);
        }

        void addMissingHere(Finding finding) {
            missingHere.add(finding);
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
