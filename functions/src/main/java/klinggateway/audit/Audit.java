package klinggateway.audit;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import klinggateway.usage.Period;
import klinggateway.usage.Reopenings;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;
import klinggateway.usage.Watermark;

/**
 * Compares the rollups of a day with its items. Both may change meanwhile, where something is recorded that happened on that
 * day; then nothing can be said.
 */
final class Audit {

    private final UsageStore usage;
    private final RollupStore rollups;
    private final Reopenings reopenings;

    Audit(UsageStore usage, RollupStore rollups, Reopenings reopenings) {
        this.usage = usage;
        this.rollups = rollups;
        this.reopenings = reopenings;
    }

    /** What was found. */
    sealed interface Finding {

        /**
         * The rollups are right.
         *
         * @param keys how many keys have used anything
         */
        record Right(int keys) implements Finding {}

        /** The rollups are wrong. */
        record Wrong(List<Difference> differences) implements Finding {}

        /** Nobody can tell now, for this reason. */
        record Inconclusive(String reason) implements Finding {}
    }

    /**
     * Compares a day.
     *
     * @param oneMoreTry asked if something was recorded meanwhile; waits a while and answers whether to try again
     */
    Finding of(Period day, BooleanSupplier oneMoreTry) {
        if (rollups.watermark().map(Watermark::until).orElse(Instant.MIN).isBefore(day.end())) {
            return new Finding.Inconclusive("the day is not rolled up yet");
        }
        Finding finding = compare(day);
        return finding instanceof Finding.Inconclusive && oneMoreTry.getAsBoolean() ? compare(day) : finding;
    }

    /**
     * An item comes together with the mark that reopens its minute, and the mark goes only after the item is rolled up. So if
     * none is left after the items were read, all of them are in the rollups that are read then; and if those are as they were
     * before, nothing else is.
     */
    private Finding compare(Period day) {
        DayUsage before = DayUsage.rolledUp(rollups, day);
        DayUsage items = DayUsage.ofItems(usage, day);
        // The oldest come first and perhaps not all, so an older day's may hide those of this one.
        if (reopenings.pending().stream()
                .anyMatch(reopening -> reopening.minute().isBefore(day.end()))) {
            return new Finding.Inconclusive("items were recorded that are not rolled up yet");
        }
        DayUsage after = DayUsage.rolledUp(rollups, day);
        if (!after.equals(before)) {
            return new Finding.Inconclusive("the rollups were written anew meanwhile");
        }
        List<Difference> differences = after.differencesFrom(items);
        return differences.isEmpty() ? new Finding.Right(items.keys().size()) : new Finding.Wrong(differences);
    }
}
