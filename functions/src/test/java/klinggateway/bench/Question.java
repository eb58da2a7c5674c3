package klinggateway.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import klinggateway.usage.Cube;
import klinggateway.usage.Dimension;
import klinggateway.usage.Filter;
import klinggateway.usage.Granularity;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.UsageReader;

/**
 * One way to ask for usage.
 *
 * @param ask how many parts the answer has, which is never none
 */
record Question(String what, ToIntBiFunction<UsageReader, Instant> ask) {

    /** Rollups have days of its own. */
    static final ZoneId REPORT_ZONE = ZoneId.of("Europe/Berlin");

    static final int DAYS = 30;
    static final Duration HOURLY = Duration.ofDays(7);

    private static final String BUSIEST_KEY = Traffic.KEYS.getFirst();
    private static final ZoneId HALF_AN_HOUR_OFF = ZoneId.of("Asia/Kolkata");

    /**
     * What is asked of the 30 days before some moment.
     *
     * @param end that moment, which may be another one for days of another zone
     */
    static List<Question> all(Function<ZoneId, Instant> end) {
        Span everyone = days(Set.of(), end, ZoneOffset.UTC);
        Span oneKey = days(Set.of(BUSIEST_KEY), end, ZoneOffset.UTC);
        Span hours = hours(end.apply(ZoneOffset.UTC));
        Span ofReports = days(Set.of(), end, REPORT_ZONE);
        Span elsewhere = days(Set.of(), end, HALF_AN_HOUR_OFF);
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
                of("by key, model and day, 50 keys", Shape.TOTALS, days(Set.copyOf(Traffic.KEYS), end, ZoneOffset.UTC)),
                of("all keys, 7 days by hour", Shape.TOTALS, hours),
                of("all keys, 7 days by hour, any filter", Shape.CUBE, hours),
                of("all keys, by day of Europe/Berlin", Shape.TOTALS, ofReports),
                of("all keys, by day of Europe/Berlin, any filter", Shape.CUBE, ofReports),
                of("all keys, by day of Asia/Kolkata", Shape.TOTALS, elsewhere),
                of("all keys, by day of Asia/Kolkata, any filter", Shape.CUBE, elsewhere));
    }

    /** What is not rolled up yet, which is in every answer about the present. */
    static Question openMinutes(Instant watermark, Instant now) {
        return of("the open minutes alone", Shape.CUBE, Span.whole(Set.of(), watermark, now));
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

    private static Span days(Set<String> keyIds, Function<ZoneId, Instant> end, ZoneId zone) {
        ZonedDateTime to = end.apply(zone).atZone(zone);
        ZonedDateTime from = to.minusDays(DAYS);
        NavigableSet<Instant> starts = new TreeSet<>();
        for (ZonedDateTime start = from; start.isBefore(to); start = midnightAfter(start)) {
            starts.add(start.toInstant());
        }
        return new Span(keyIds, from.toInstant(), to.toInstant(), starts);
    }

    private static ZonedDateTime midnightAfter(ZonedDateTime moment) {
        return moment.toLocalDate().plusDays(1).atStartOfDay(moment.getZone());
    }

    private static Span hours(Instant end) {
        Instant from = end.minus(HOURLY);
        NavigableSet<Instant> starts = new TreeSet<>();
        for (Instant start = from; start.isBefore(end); start = Granularity.HOUR.next(Granularity.HOUR.floor(start))) {
            starts.add(start);
        }
        return new Span(Set.of(), from, end, starts);
    }
}
