package klinggateway.bench;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import klinggateway.usage.Cube;
import klinggateway.usage.Dimension;
import klinggateway.usage.Filter;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.UsageReader;

/**
 * One way to ask for usage.
 *
 * @param ask how many parts the answer has, which is never none
 */
record Question(String what, ToIntBiFunction<UsageReader, Instant> ask) {

    private static final int DAYS = 30;
    private static final String BUSIEST_KEY = Traffic.KEYS.getFirst();
    private static final ZoneId HALF_AN_HOUR_OFF = ZoneId.of("Asia/Kolkata");

    /** What is asked of the 30 days before {@code end}, a midnight of UTC. */
    static List<Question> all(Instant end) {
        Span everyone = days(Set.of(), end, DAYS, ZoneOffset.UTC);
        Span oneKey = days(Set.of(BUSIEST_KEY), end, DAYS, ZoneOffset.UTC);
        Span hours = hours(end, 7);
        Span elsewhere = days(Set.of(), end, DAYS, HALF_AN_HOUR_OFF);
        return List.of(
                of("all keys, by day", Shape.TOTALS, everyone),
                of("one key, by day", Shape.TOTALS, oneKey),
                of("by key and day", Shape.KEYS, everyone),
                filtered("one product type, by day", everyone, Map.of(Dimension.PRODUCT_TYPE, Set.of("image"))),
                filtered("one model, by day", everyone, Map.of(Dimension.MODEL, Set.of("kling-v2-6"))),
                filtered(
                        "one kind and mode, by day",
                        everyone,
                        Map.of(Dimension.KIND, Set.of("image2video"), Dimension.MODE, Set.of("pro"))),
                grouped("by model, mode and day", everyone),
                grouped("one key, by model, mode and day", oneKey),
                of(
                        "by key, model and day, 50 keys",
                        Shape.TOTALS,
                        days(Set.copyOf(Traffic.KEYS), end, DAYS, ZoneOffset.UTC)),
                of("all keys, 7 days by hour", Shape.TOTALS, hours),
                of("all keys, 7 days by hour, any filter", Shape.CUBE, hours),
                of("all keys, by day of Asia/Kolkata", Shape.TOTALS, elsewhere),
                of("all keys, by day of Asia/Kolkata, any filter", Shape.CUBE, elsewhere));
    }

    private static <T> Question of(String what, Shape<T> shape, Span span) {
        return new Question(
                what, (reader, now) -> reader.read(shape, span, now).parts().size());
    }

    private static Question filtered(String what, Span span, Map<Dimension, Set<String>> wanted) {
        Filter filter = new Filter(wanted);
        return of(what, span, cube -> cube.where(filter).cells().size());
    }

    private static Question grouped(String what, Span span) {
        return of(
                what,
                span,
                cube -> cube.by(List.of(Dimension.MODEL, Dimension.MODE)).size());
    }

    private static Question of(String what, Span span, ToIntFunction<Cube> answer) {
        return new Question(
                what,
                (reader, now) -> reader.read(Shape.CUBE, span, now).parts().values().stream()
                        .mapToInt(answer)
                        .sum());
    }

    private static Span days(Set<String> keyIds, Instant end, int days, ZoneId zone) {
        ZonedDateTime last = end.atZone(zone).toLocalDate().atStartOfDay(zone);
        NavigableSet<Instant> starts = new TreeSet<>();
        for (int day = 1; day <= days; day++) {
            starts.add(last.minusDays(day).toInstant());
        }
        return new Span(keyIds, starts.first(), last.toInstant(), starts);
    }

    private static Span hours(Instant end, int days) {
        NavigableSet<Instant> starts = new TreeSet<>();
        for (int hour = 1; hour <= 24 * days; hour++) {
            starts.add(end.minusSeconds(3_600L * hour));
        }
        return new Span(Set.of(), starts.first(), end, starts);
    }
}
