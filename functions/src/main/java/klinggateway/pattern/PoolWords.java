package klinggateway.pattern;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import klinggateway.job.Pool;

/** How near pools were to their limits, as sentences: by their peaks, or by means where peaks are not known. */
final class PoolWords {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

    private PoolWords() {}

    static List<String> of(Map<Pool, List<PoolHour>> pools, Observed observed) {
        Map<Pool, List<PoolHour>> known = new EnumMap<>(Pool.class);
        Map<Pool, List<PoolHour>> unknown = new EnumMap<>(Pool.class);
        pools.forEach((pool, hours) ->
                (sum(hours, hour -> hour.peak().hours()) > 0 ? known : unknown).put(pool, hours));
        List<String> sentences = new ArrayList<>();
        sentences.addAll(peaks(known, observed));
        sentences.addAll(means(unknown, observed));
        return sentences;
    }

    private static List<String> peaks(Map<Pool, List<PoolHour>> pools, Observed observed) {
        List<String> sentences = new ArrayList<>();
        List<String> never = new ArrayList<>();
        pools.forEach((pool, hours) -> {
            int limit = observed.limit(pool);
            int times = sum(hours, hour -> hour.peak().atLimit());
            if (times > 0) {
                sentences.add(
                        "The pool " + pool.word() + " was full (" + limit + " of " + limit + ") in " + times + " of "
                                + sum(hours, hour -> hour.peak().hours()) + " hours, most often from "
                                + often(hours, hour -> hour.peak().atLimit()) + ".");
            } else {
                int most = hours.stream()
                        .flatMap(hour -> hour.peak().highest().stream())
                        .mapToInt(Peak.Highest::used)
                        .max()
                        .orElse(0);
                never.add(most + " of " + limit + " (" + pool.word() + ")");
            }
        });
        if (!never.isEmpty()) {
            sentences.add((sentences.isEmpty() ? "No pool" : "No other pool")
                    + " was full at any time; the most slots in use at once: " + String.join(", ", never) + ".");
        }
        Optional<Instant> since = pools.keySet().stream()
                .flatMap(pool -> observed.peaksSince(pool).stream())
                .min(Comparator.naturalOrder());
        since.filter(start -> start.isAfter(observed.start().plus(Duration.ofHours(1))))
                .ifPresent(start -> sentences.add("How many slots were in use is known from "
                        + MOMENT.format(start.atZone(observed.zone())) + " on."));
        return sentences;
    }

    private static List<String> means(Map<Pool, List<PoolHour>> pools, Observed observed) {
        List<String> near = new ArrayList<>();
        List<String> far = new ArrayList<>();
        pools.forEach((pool, hours) -> {
            int limit = observed.limit(pool);
            int times = sum(hours, PoolHour::nearLimit);
            if (times > 0) {
                near.add("In " + times + " of " + sum(hours, PoolHour::hours) + " hours about "
                        + Words.percent(PoolHour.NEAR) + " or more of the " + limit + (limit == 1 ? " slot" : " slots")
                        + " of the pool " + pool.word() + " were in use on average, most often from "
                        + often(hours, PoolHour::nearLimit) + ".");
            } else {
                double most = hours.stream()
                        .flatMap(hour -> hour.busiest().stream())
                        .mapToDouble(PoolHour.Busiest::mean)
                        .max()
                        .orElse(0);
                far.add(Words.decimal(most) + " of " + limit + " (" + pool.word() + ")");
            }
        });
        if (!far.isEmpty()) {
            near.add((near.isEmpty() ? "No pool" : "No other pool")
                    + " was near its limit in any hour; jobs at once, on average of its busiest hour, and slots: "
                    + String.join(", ", far) + ".");
        }
        if (observed.isPart() && !near.isEmpty()) {
            near.add("Other jobs share these slots and are not in that.");
        }
        return near;
    }

    private static int sum(Collection<PoolHour> hours, ToIntFunction<PoolHour> of) {
        return hours.stream().mapToInt(of).sum();
    }

    private static String often(List<PoolHour> hours, ToIntFunction<PoolHour> of) {
        return Words.clock(
                hours.stream().max(Comparator.comparingInt(of)).orElseThrow().hour());
    }
}
