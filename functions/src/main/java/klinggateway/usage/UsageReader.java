package klinggateway.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import klinggateway.usage.RangeCut.Run;

/**
 * Reads the usage of a range: rollups for what is closed, the ledger itself for the minutes that are still open, so that
 * what has just been written is in it.
 */
public final class UsageReader {

    /** Items carry moments up to this much before they can be read. */
    private static final Duration WRITE_TIME = Duration.ofSeconds(2);

    /** Rollups of minutes are kept for seven days; a day is left for the clean-up, which has no fixed hour. */
    private static final Duration MINUTES_KEPT = Duration.ofDays(6);

    /** What was written that long ago is found by reads that cost half as much, and may miss the last moments. */
    private static final Duration WRITTEN_LONG_AGO = Duration.ofMinutes(10);

    /** Compaction runs every minute from the start, so what is recorded from elsewhere before it does is at most so old. */
    private static final Duration BEFORE_FIRST_COMPACTION = Duration.ofMinutes(5);

    /** More open minutes than this are not read; the answer then goes up to where it was read. */
    private static final int OPEN_MINUTES = 120;

    private final UsageStore usage;
    private final RollupStore rollups;

    public UsageReader(UsageStore usage, RollupStore rollups) {
        this.usage = usage;
        this.rollups = rollups;
    }

    /**
     * Usage by the starts of the span's parts; parts in which nothing happened are left out.
     *
     * @param asOf everything that was written before it is in; a write takes a moment, and at worst some seconds
     */
    public record Usage<T>(Map<Instant, T> parts, Instant asOf) {}

    /** The usage of {@code span} in the wanted shape. */
    public <T> Usage<T> read(Shape<T> shape, Span span, Instant now) {
        Instant end = end(span.to(), now);
        Watermark watermark = rollups.watermark().orElseGet(() -> nothingRolledUp(now));
        RangeCut cut = new RangeCutter(watermark.since(now.minus(MINUTES_KEPT)), watermark.until())
                .cut(span.from(), end, span.starts());
        List<Instant> open = cut.openMinutes();
        List<Instant> readable = open.size() > OPEN_MINUTES ? open.subList(0, OPEN_MINUTES) : open;

        List<Supplier<Map<Instant, T>>> questions = new ArrayList<>();
        Set<String> scopes = span.keyIds().isEmpty() ? Set.of(RollupStore.EVERYONE) : span.keyIds();
        Instant longAgo = now.minus(WRITTEN_LONG_AGO);
        for (Run run : cut.runs()) {
            boolean freshly = run.to().isAfter(longAgo) || watermark.until().isBefore(longAgo);
            for (String scope : scopes) {
                questions.add(() -> shape.rollups().read(rollups, scope, run, freshly));
            }
        }
        Stream.concat(cut.rawMinutes().stream(), readable.stream())
                .forEach(minute -> questions.add(() -> items(shape, span, minute, end)));

        Instant asOf = open.isEmpty() ? now.minus(WRITE_TIME) : asOf(open.getFirst(), now);
        return new Usage<>(parts(shape, span, Parallel.all(questions)), asOf);
    }

    /** The usage of {@code span} without telling its parts apart. */
    public <T> T total(Shape<T> shape, Span span, Instant now) {
        return shape.sum().apply(read(shape, span, now).parts().values());
    }

    /** Up to when answers are complete if everything is rolled up before {@code watermark}. */
    public static Instant asOf(Instant watermark, Instant now) {
        Instant read = watermark.plus(Granularity.MINUTE.length().multipliedBy(OPEN_MINUTES));
        Instant written = now.minus(WRITE_TIME);
        return read.isBefore(written) ? read : written;
    }

    /** Whether the minutes around {@code at} are rolled up, so that to tell them apart reads few items. */
    public static boolean hasMinutes(Instant at, Instant now) {
        return !at.isBefore(now.minus(MINUTES_KEPT));
    }

    /** Where a range that reaches the present ends: what is being written now is in, too. */
    public static Instant end(Instant to, Instant now) {
        return to.isBefore(now) ? to : now.plus(WRITE_TIME);
    }

    private Watermark nothingRolledUp(Instant now) {
        Instant recently = now.minus(BEFORE_FIRST_COMPACTION);
        Instant oldest = usage.oldest().filter(recently::isAfter).orElse(recently);
        return new Watermark(Granularity.MINUTE.floor(oldest), Map.of());
    }

    private <T> Map<Instant, T> items(Shape<T> shape, Span span, Instant minute, Instant end) {
        Map<Instant, List<UsageItem>> byPart = new TreeMap<>();
        for (UsageItem item : usage.minute(minute)) {
            if (span.holds(item, end)) {
                byPart.computeIfAbsent(span.start(item.at()), start -> new ArrayList<>())
                        .add(item);
            }
        }
        Map<Instant, T> folded = new TreeMap<>();
        byPart.forEach((start, items) -> folded.put(start, shape.ofItems().apply(items)));
        return folded;
    }

    private static <T> Map<Instant, T> parts(Shape<T> shape, Span span, Collection<Map<Instant, T>> answers) {
        Map<Instant, List<T>> byPart = new TreeMap<>();
        for (Map<Instant, T> answer : answers) {
            answer.forEach((moment, part) -> byPart.computeIfAbsent(span.start(moment), start -> new ArrayList<>())
                    .add(part));
        }
        Map<Instant, T> sums = new TreeMap<>();
        byPart.forEach((start, parts) -> sums.put(start, shape.sum().apply(parts)));
        return sums;
    }
}
