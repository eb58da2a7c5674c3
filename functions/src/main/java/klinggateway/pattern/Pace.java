package klinggateway.pattern;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import klinggateway.usage.Histogram;
import klinggateway.usage.ProductLine;

/**
 * How long a model's jobs took at Kling.
 *
 * @param took of the whole range
 * @param periods the oldest first
 */
public record Pace(String model, Histogram took, List<Period> periods, Change change) {

    private static final int MODELS = 10;

    /** Longer ranges are told by seven days, shorter ones by one. */
    private static final int BY_DAY = 14;

    /** From the first day to the last one, both included. The oldest period may be shorter than the others. */
    public record Period(LocalDate firstDay, LocalDate lastDay, Histogram took) {}

    /** What has become of it. */
    public String inWords() {
        return Words.change(this);
    }

    /** The models that were used most, the most used first. */
    static List<Pace> of(Observed observed) {
        Map<String, NavigableMap<LocalDate, Map<ProductLine, Histogram>>> models = new TreeMap<>();
        observed.days()
                .forEach((day, lines) -> lines.forEach((line, times) -> {
                    if (times.processing().total() > 0) {
                        models.computeIfAbsent(line.model(), unseen -> new TreeMap<>())
                                .computeIfAbsent(day, unseen -> new HashMap<>())
                                .put(line, times.processing());
                    }
                }));
        return models.entrySet().stream()
                .map(model -> new Pace(
                        model.getKey(),
                        sum(model.getValue().values()),
                        periods(model.getValue(), observed),
                        Change.of(model.getValue(), observed.firstDay(), observed.lastDay())))
                .sorted(Comparator.comparingLong((Pace pace) -> pace.took().total())
                        .reversed())
                .limit(MODELS)
                .toList();
    }

    private static List<Period> periods(NavigableMap<LocalDate, Map<ProductLine, Histogram>> days, Observed observed) {
        int length = observed.dayCount() > BY_DAY ? Change.RECENT_DAYS : 1;
        LocalDate first = observed.firstDay();
        List<Period> periods = new ArrayList<>();
        for (LocalDate last = observed.lastDay(); !last.isBefore(first); last = last.minusDays(length)) {
            LocalDate begin = last.minusDays(length - 1L);
            LocalDate from = begin.isBefore(first) ? first : begin;
            periods.add(new Period(
                    from, last, sum(days.subMap(from, true, last, true).values())));
        }
        return periods.reversed();
    }

    private static Histogram sum(Collection<Map<ProductLine, Histogram>> days) {
        return days.stream().flatMap(lines -> lines.values().stream()).reduce(Histogram.EMPTY, Histogram::plus);
    }
}
