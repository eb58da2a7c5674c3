package klinggateway.pattern;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Pool;
import klinggateway.pattern.Change.Verdict;
import klinggateway.usage.Money;

/** Patterns as sentences. */
final class Words {

    private static final int DAYS = 14;
    private static final int CALLS = 50;
    private static final int JOBS_OF_HOUR = 20;
    private static final double MUCH = 0.05;

    private Words() {}

    static List<String> of(
            Observed observed,
            List<WeekHour> week,
            List<DayHour> waiting,
            Map<Pool, List<PoolHour>> pools,
            List<Pace> paces) {
        List<String> sentences = new ArrayList<>();
        sentences.add(busiest(observed, week));
        if (observed.knowsTimes()) {
            sentences.add(waiting(waiting));
        }
        sentences.addAll(PoolWords.of(pools, observed));
        if (observed.knowsTimes()) {
            sentences.addAll(paces(paces));
        } else {
            sentences.add(
                    "How long jobs waited and took is not told: it is kept by product type, model and mode only.");
        }
        return sentences;
    }

    private static String busiest(Observed observed, List<WeekHour> week) {
        long calls = week.stream().mapToLong(hour -> hour.used().calls()).sum();
        if (observed.dayCount() <= DAYS || calls < CALLS) {
            return "Too little to tell which hour of the week is the busiest: it takes more than two weeks and " + CALLS
                    + " jobs.";
        }
        WeekHour most = week.stream()
                .max(Comparator.comparingDouble(WeekHour::meanCalls))
                .orElseThrow();
        return "The busiest hour of the week is " + most.weekday().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
                + clock(most.hour()) + ": " + decimal(most.meanCalls()) + " jobs and "
                + Money.wholeCents(most.used().microUsd() / most.hours())
                + " on average.";
    }

    private static String waiting(List<DayHour> hours) {
        long jobs = hours.stream().mapToLong(DayHour::jobs).sum();
        Optional<DayHour> most = hours.stream()
                .filter(hour -> hour.jobs() >= JOBS_OF_HOUR)
                .max(Comparator.comparingDouble(DayHour::noticed));
        if (jobs < CALLS || most.isEmpty()) {
            return "Too little to tell when jobs wait: it takes " + JOBS_OF_HOUR
                    + " that ended in the same hour of the day.";
        }
        if (most.get().noticed() < MUCH) {
            return "Jobs hardly wait: even from " + clock(most.get().hour()) + ", when it is most, only "
                    + percent(most.get().noticed()) + " of them waited longer than a minute.";
        }
        Duration longest = most.get().waiting().percentile(0.95).orElse(Duration.ZERO);
        return "Jobs wait most from " + clock(most.get().hour()) + ": "
                + percent(most.get().noticed()) + " of them longer than a minute, and one in twenty longer than about "
                + length(longest) + ".";
    }

    private static List<String> paces(List<Pace> paces) {
        List<String> changes = paces.stream()
                .filter(pace -> pace.change().verdict() == Verdict.SLOWER
                        || pace.change().verdict() == Verdict.FASTER)
                .sorted(Comparator.comparingDouble((Pace pace) -> pace.change().factor())
                        .reversed())
                .map(Words::change)
                .toList();
        if (!changes.isEmpty()) {
            return changes;
        }
        return List.of(
                paces.stream().anyMatch(pace -> pace.change().verdict() == Verdict.STEADY)
                        ? "No model was clearly slower or faster in the last seven days than before."
                        : "Too little to tell whether a model is getting slower: it takes two weeks, with "
                                + Change.JOBS + " jobs of it in the last seven days and " + 2 * Change.JOBS
                                + " before.");
    }

    /** What has become of a model. */
    static String change(Pace pace) {
        Change change = pace.change();
        String jobs = change.recent() + " jobs, and " + change.before() + " before";
        return switch (change.verdict()) {
            case SLOWER, FASTER ->
                pace.model() + " was " + change.verdict().word() + ": jobs of the last seven days took "
                        + BigDecimal.valueOf(change.factor()).setScale(2, RoundingMode.HALF_EVEN)
                        + " times as long as those of the same mode before (" + jobs + ").";
            case STEADY ->
                pace.model() + " was neither clearly slower nor faster in the last seven days (" + jobs + ").";
            case UNKNOWN -> "Too little to tell whether " + pace.model() + " is getting slower (" + jobs + ").";
        };
    }

    static String clock(int hour) {
        return String.format(Locale.ROOT, "%02d:00 to %02d:00", hour, hour + 1);
    }

    private static String length(Duration length) {
        long seconds = length.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? Math.round(seconds / 60.0) + " min" : decimal(seconds / 3_600.0) + " h";
    }

    static String decimal(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    static String percent(double share) {
        return decimal(100 * share) + " %";
    }
}
