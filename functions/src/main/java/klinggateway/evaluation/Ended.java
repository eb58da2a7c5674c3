package klinggateway.evaluation;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import klinggateway.job.ErrorClass;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Status;

/**
 * Jobs of this gateway that have ended, and those of them that failed. A job that was canceled never failed, and one that has expired has not
 * ended: its end may still be learned, and then counts. Neither is among them, unless that is the very reason that is asked for.
 *
 * @param failed by model and reason
 */
record Ended(long all, long failures, Map<Failed, Long> failed) {

    /** A sort of failures. */
    record Failed(String model, String reason) {}

    /** @param reason the failures that count; all if it is empty */
    static Ended of(Cube usage, Optional<ErrorClass> reason, Predicate<Cell> of) {
        long all = 0;
        Map<Failed, Long> failed =
                new TreeMap<>(Comparator.comparing(Failed::model).thenComparing(Failed::reason));
        for (var entry : usage.cells().entrySet()) {
            Cell cell = entry.getKey();
            if (cell.source().equals(Cell.GATEWAY) && of.test(cell)) {
                boolean isWanted =
                        reason.map(it -> it.word().equals(cell.errorClass())).orElse(cell.status() == Status.FAILED);
                if (isWanted || cell.status() == Status.SUCCEEDED || cell.status() == Status.FAILED) {
                    all += entry.getValue().calls();
                }
                if (isWanted) {
                    failed.merge(
                            new Failed(cell.model(), cell.errorClass()),
                            entry.getValue().calls(),
                            Long::sum);
                }
            }
        }
        long failures = failed.values().stream().mapToLong(Long::longValue).sum();
        return new Ended(all, failures, failed);
    }

    double failedShare() {
        return all > 0 ? (double) failures / all : 0;
    }

    /** The sort of which there are most. */
    Optional<Map.Entry<Failed, Long>> most() {
        return failed.entrySet().stream().filter(entry -> entry.getValue() > 0).max(Map.Entry.comparingByValue());
    }
}
