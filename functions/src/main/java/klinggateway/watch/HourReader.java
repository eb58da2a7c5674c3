package klinggateway.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import klinggateway.evaluation.HoursBefore;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Parallel;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.UsageReader;

/** Reads what each key spent on days before at the hour that it is now, and in the hour before: of each day two periods, and the day. */
record HourReader(UsageReader reader, Instant now) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** What one key did. */
    private static final class OfKey {

        private final Map<Integer, Long> previous = new HashMap<>();
        private final Map<Integer, Long> current = new HashMap<>();
        private int days;
        private int daysUsed;

        private HoursBefore all() {
            return new HoursBefore(days, daysUsed, previous, current);
        }
    }

    Map<String, HoursBefore> read() {
        Map<String, OfKey> keys = new HashMap<>();
        int longest = addDays(keys);
        List<Supplier<Map<Instant, Map<String, Measures>>>> hours = new ArrayList<>();
        for (int day = 1; day <= longest; day++) {
            Instant current = hour(day);
            hours.add(() -> keys(new TreeSet<>(Set.of(current.minus(HOUR), current)), current.plus(HOUR)));
        }
        List<Map<Instant, Map<String, Measures>>> read = Parallel.all(hours);
        for (int day = 1; day <= longest; day++) {
            Map<Instant, Map<String, Measures>> ofDay = read.get(day - 1);
            int daysAgo = day;
            ofDay.getOrDefault(hour(day).minus(HOUR), Map.of())
                    .forEach((key, spent) -> of(key, keys).previous.put(daysAgo, spent.microUsd()));
            ofDay.getOrDefault(hour(day), Map.of())
                    .forEach((key, spent) -> of(key, keys).current.put(daysAgo, spent.microUsd()));
        }
        Map<String, HoursBefore> before = new HashMap<>();
        keys.forEach((key, ofKey) -> before.put(key, ofKey.all()));
        return before;
    }

    /** Since when, and on how many days, each key was used; the longest of it. */
    private int addDays(Map<String, OfKey> keys) {
        Instant today = Granularity.DAY.floor(now);
        NavigableSet<Instant> starts = new TreeSet<>();
        for (int day = HoursBefore.LONGEST; day > 0; day--) {
            starts.add(today.minus(DAY.multipliedBy(day)));
        }
        int longest = 0;
        for (var part : keys(starts, today).entrySet()) {
            int daysAgo = (int) Duration.between(part.getKey(), today).toDays();
            for (var spent : part.getValue().entrySet()) {
                if (spent.getValue().microUsd() > 0) {
                    OfKey ofKey = of(spent.getKey(), keys);
                    ofKey.days = Math.max(ofKey.days, daysAgo);
                    ofKey.daysUsed++;
                    longest = Math.max(longest, daysAgo);
                }
            }
        }
        return longest;
    }

    private Instant hour(int daysAgo) {
        return Granularity.HOUR.floor(now).minus(DAY.multipliedBy(daysAgo));
    }

    private Map<Instant, Map<String, Measures>> keys(NavigableSet<Instant> starts, Instant to) {
        return reader.read(Shape.KEYS, new Span(Set.of(), starts.first(), to, starts), now)
                .parts();
    }

    private static OfKey of(String key, Map<String, OfKey> keys) {
        return keys.computeIfAbsent(key, unseen -> new OfKey());
    }
}
