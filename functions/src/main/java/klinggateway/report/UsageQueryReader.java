package klinggateway.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.http.Query;
import klinggateway.job.ErrorClass;
import klinggateway.keys.KeyText;
import klinggateway.usage.Cell;
import klinggateway.usage.Dimension;
import klinggateway.usage.Filter;
import klinggateway.usage.Granularity;
import klinggateway.usage.Status;

/**
 * Reads questions about usage from a call's parameters, and throws a {@link ProblemException} that names each parameter that is wrong,
 * and what it may be.
 */
public final class UsageQueryReader {

    private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int LIMIT = 1_000;
    private static final int KEYS = 50;
    private static final int VALUES = 50;
    private static final int GROUPINGS = 2;
    private static final String ALL = "all";

    private static final List<String> DIMENSIONS =
            Arrays.stream(Dimension.values()).map(Dimension::word).toList();
    private static final List<String> GROUPS =
            Stream.concat(Stream.of(UsageQuery.KEY), DIMENSIONS.stream()).toList();
    private static final Set<String> PARAMETERS = Stream.concat(
                    GROUPS.stream(),
                    Stream.of(
                            "timeStart", "timeEnd", "timeZone", "granularity", "groupBy", "compare", "limit", "cursor"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> OF_DAYS =
            Stream.concat(GROUPS.stream(), Stream.of("timeZone")).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OF_WEEKS =
            Stream.concat(OF_DAYS.stream(), Stream.of("timeStart", "timeEnd")).collect(Collectors.toUnmodifiableSet());
    private static final int USUAL_WEEKS = 4;
    private static final Duration LONGEST_BY_HOUR = Duration.ofDays(92);

    /** What can be asked for where the list is closed; other dimensions have the catalogue's words, of today or of old. */
    private static final Map<Dimension, List<String>> WORDS = Map.of(
            Dimension.SOURCE, List.of(Cell.GATEWAY, Cell.EXTERNAL),
            Dimension.PRODUCT_TYPE, List.of("video", "image", ALL),
            Dimension.POOL, List.of("video", "image", "tryOn"),
            Dimension.STATUS, Arrays.stream(Status.values()).map(Status::word).toList(),
            Dimension.REASON,
                    Stream.concat(
                                    Stream.of(Cell.NO_ERROR),
                                    Arrays.stream(ErrorClass.values()).map(ErrorClass::word))
                            .toList());

    private UsageQueryReader() {}

    /** All that can be asked. */
    public static UsageQuery read(Call call, Instant now) {
        Query query = new Query(call, PARAMETERS);
        ZoneId zone = query.zone("timeZone").orElse(ZoneOffset.UTC);
        Instant to = query.moment("timeEnd", zone).orElse(now);
        Instant from =
                query.moment("timeStart", zone).orElseGet(() -> Granularity.QUARTER.floor(to.minus(DEFAULT_LENGTH)));
        if (!from.isBefore(to)) {
            query.problem("timeStart", "must be before timeEnd");
        } else if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            query.problem("timeStart", "must be at most 400 days before timeEnd");
        }
        Step step = step(query, from, to, zone);
        UsageQuery read = new UsageQuery(
                keys(call, query),
                filter(query),
                from,
                to,
                zone,
                step,
                groupBy(query),
                query.choice("compare", List.of("previous")).isPresent(),
                query.wholeNumber("limit", UsageQuery.DEFAULT_LIMIT, 1, LIMIT),
                query.cursor("cursor"));
        query.check(ErrorCode.ANALYTICS_ERROR);
        return read;
    }

    /** So many whole days and what there is of today, day by day; the call says whose and which, but not when. */
    public static UsageQuery ofDays(Call call, int days, Instant now) {
        Query query = new Query(call, OF_DAYS);
        ZoneId zone = query.zone("timeZone").orElse(ZoneOffset.UTC);
        UsageQuery read = UsageQuery.ofDays(keys(call, query), filter(query), zone, days, now);
        query.check(ErrorCode.ANALYTICS_ERROR);
        return read;
    }

    /**
     * What there was up to now at the latest, hour by hour: of four weeks, in which each hour of the week comes as often as the
     * others, unless the call says of when.
     */
    public static UsageQuery ofWeeks(Call call, Instant now) {
        Query query = new Query(call, OF_WEEKS);
        ZoneId zone = query.zone("timeZone").orElse(ZoneOffset.UTC);
        Instant to = query.moment("timeEnd", zone).filter(now::isAfter).orElse(now);
        Instant from = query.moment("timeStart", zone)
                .orElseGet(() ->
                        Step.HOUR.floor(to.atZone(zone).minusWeeks(USUAL_WEEKS).toInstant(), zone));
        if (!from.isBefore(to)) {
            query.problem("timeStart", "must be before timeEnd, and in the past");
        } else if (Duration.between(from, to).compareTo(LONGEST_BY_HOUR) > 0) {
            query.problem("timeStart", "must be at most " + LONGEST_BY_HOUR.toDays() + " days before timeEnd");
        }
        UsageQuery read = UsageQuery.used(keys(call, query), filter(query), from, to, zone, Step.HOUR);
        query.check(ErrorCode.ANALYTICS_ERROR);
        return read;
    }

    private static Step step(Query query, Instant from, Instant to, ZoneId zone) {
        Step step = query.choice("granularity", Step.words())
                .map(Step::ofWord)
                .orElseGet(() -> Step.usual(Duration.between(from, to)));
        if (from.isBefore(to) && step.starts(from, to, zone, UsageQuery.PARTS).size() > UsageQuery.PARTS) {
            query.problem(
                    "granularity",
                    step.word() + " would give more than " + UsageQuery.PARTS
                            + " parts; choose a longer one, or a shorter range");
        }
        return step;
    }

    /** A key sees itself only; whoever sees all may name some. */
    public static Set<String> keys(Call call, Query query) {
        Set<String> asked = query.words(UsageQuery.KEY, KEYS);
        if (asked.stream().anyMatch(KeyText::looksLikeOne)) {
            query.problem(UsageQuery.KEY, "takes a key's id, never the key itself");
            return Set.of();
        }
        if (call.caller().seesAll()) {
            return asked;
        }
        String own = call.caller().id();
        if (asked.stream().anyMatch(id -> !id.equals(own))) {
            throw ProblemException.of(ErrorCode.AUTH_FAILED, 403, "This key sees its own usage only; leave apiKey out");
        }
        return Set.of(own);
    }

    private static Filter filter(Query query) {
        Map<Dimension, Set<String>> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            Set<String> asked = query.words(dimension.word(), VALUES);
            List<String> allowed = WORDS.get(dimension);
            if (allowed != null && !allowed.containsAll(asked)) {
                query.problem(dimension.word(), "must be one or several of " + String.join(", ", allowed));
            } else if (!asked.isEmpty() && !asked.contains(ALL)) {
                values.put(dimension, asked);
            }
        }
        return new Filter(values);
    }

    private static List<String> groupBy(Query query) {
        Set<String> asked = query.words("groupBy", GROUPINGS);
        if (!GROUPS.containsAll(asked)) {
            query.problem("groupBy", "must be one or two of " + String.join(", ", GROUPS));
            return List.of();
        }
        return new TreeSet<>(asked).stream().toList();
    }
}
