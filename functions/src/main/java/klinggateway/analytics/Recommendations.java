package klinggateway.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import klinggateway.account.Pack;
import klinggateway.account.ResourcePacks;
import klinggateway.account.ResourcePacks.Reading;
import klinggateway.advice.Advice;
import klinggateway.advice.Advisor;
import klinggateway.advice.History;
import klinggateway.advice.History.UnusedKey;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Query;
import klinggateway.http.Routes;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;
import klinggateway.keys.Scope;
import klinggateway.order.Sales;
import klinggateway.report.Step;
import klinggateway.report.UsageQuery;
import klinggateway.report.UsageQueryReader;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;
import klinggateway.usage.RememberedMinutes;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;

/** {@code GET /api/recommendations}: what could be done better, by the usage of the last 30 days. */
final class Recommendations {

    /** Today is the last of them, so that the dashboard shows the same numbers for the same days. */
    private static final Duration BEFORE_TODAY = Duration.ofDays(29);

    /** Kling's numbers are the least urgent of the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Sources sources;
    private final Catalogue catalogue;
    private final Sales sales;
    private final InstantSource clock;

    Recommendations(Sources sources, Catalogue catalogue, Sales sales, InstantSource clock) {
        this.sources = sources;
        this.catalogue = catalogue;
        this.sales = sales;
        this.clock = clock;
    }

    /** Where it is read. */
    record Sources(UsageStore usage, RollupStore rollups, KeyStore keys, Slots slots, ResourcePacks packs) {}

    /** What is advised: whose usage, and of when. */
    private record Question(Set<String> keyIds, Instant from, Instant now) {

        Span span() {
            NavigableSet<Instant> days = Step.DAY.starts(from, now, ZoneOffset.UTC, UsageQuery.PARTS);
            return new Span(keyIds, from, now, days);
        }
    }

    /**
     * The answer.
     *
     * @param floor what saves less in a month is left out
     * @param packsUnknown whether Kling did not tell about its packs, so that nothing is said of them
     * @param asOf everything that happened before it is in
     */
    private record Told(
            Range range, String floor, boolean packsUnknown, List<Recommendation> recommendations, Instant asOf) {}

    private record Range(Instant timeStart, Instant timeEnd, Set<String> apiKeys) {}

    private record Recommendation(
            String id,
            String rule,
            String title,
            String sentence,
            Optional<String> savingPerMonth,
            Optional<Long> savingPerMonthMicroUsd,
            Map<String, Object> evidence,
            String link) {

        static Recommendation of(Advice advice, String baseUrl) {
            return new Recommendation(
                    advice.id(),
                    advice.rule(),
                    advice.title(),
                    advice.sentence(),
                    advice.savingMicroUsd().map(Money::dollars),
                    advice.savingMicroUsd(),
                    advice.evidence(),
                    baseUrl + advice.link());
        }
    }

    void addTo(Routes routes) {
        routes.on("GET /api/recommendations", Scope.USAGE, ErrorCode.ANALYTICS_ERROR, 500, this::answer);
    }

    private Answer answer(Call call) {
        Query query = new Query(call, Set.of(UsageQuery.KEY));
        Set<String> keyIds = UsageQueryReader.keys(call, query);
        query.check(ErrorCode.ANALYTICS_ERROR);
        Instant now = clock.instant();
        Question question = new Question(keyIds, Granularity.DAY.floor(now).minus(BEFORE_TODAY), now);
        // What is the operator's concern needs everyone's usage beside it.
        Optional<Reading> packs = call.caller().seesAll() && keyIds.isEmpty()
                ? Optional.of(sources.packs().read(call.deadline().atMost(PATIENCE)))
                : Optional.empty();
        UsageReader reader = new UsageReader(new RememberedMinutes(sources.usage()), sources.rollups());
        UsageReader.Usage<Cube> usage = reader.read(Shape.CUBE, question.span(), now);
        Cube cube = Cube.sum(usage.parts().values());
        Map<String, Measures> keys = keyIds.isEmpty() ? keys(reader, question) : ofOne(keyIds, cube);
        History history = new History(
                cube,
                question.from(),
                now,
                usage.parts().keySet().stream().findFirst().orElse(question.from()),
                keyIds,
                keys,
                new History.Market(catalogue, sales.reachable(), mayOrder(call.caller())),
                slots(),
                packs.map(reading -> new History.Account(packs(reading), unusedKeys(keys.keySet(), question))));
        return Answer.json(
                200,
                new Told(
                        new Range(question.from(), now, keyIds),
                        Money.dollars(Advisor.FLOOR_MICRO_USD),
                        packs.filter(reading -> reading instanceof Reading.Unknown)
                                .isPresent(),
                        Advisor.advise(history).stream()
                                .map(advice -> Recommendation.of(advice, call.baseUrl()))
                                .toList(),
                        usage.asOf()));
    }

    private static Predicate<String> mayOrder(Key key) {
        Set<String> models = key.policy().models();
        return model -> models.isEmpty() || models.contains(model);
    }

    private Map<Pool, Integer> slots() {
        Map<Pool, Integer> limits = new EnumMap<>(Pool.class);
        for (Pool pool : Pool.values()) {
            limits.put(pool, sources.slots().limit(pool));
        }
        return limits;
    }

    private static List<History.Pack> packs(Reading reading) {
        return switch (reading) {
            case Reading.Unknown unknown -> List.of();
            case Reading.Known known ->
                known.packs().stream()
                        .filter(Pack::isOnline)
                        .flatMap(Recommendations::pack)
                        .toList();
        };
    }

    /** A pack whose name does not tell what it is for, or that Kling does not tell the numbers of, cannot be judged. */
    private static Stream<History.Pack> pack(Pack pack) {
        return pack
                .pool()
                .flatMap(pool -> pack.remaining()
                        .flatMap(left ->
                                pack.expiresAt().map(end -> new History.Pack(pack.id(), pack.name(), pool, left, end))))
                .stream();
    }

    private static Map<String, Measures> keys(UsageReader reader, Question question) {
        return Measures.sums(
                reader.read(Shape.KEYS, question.span(), question.now()).parts().values());
    }

    private static Map<String, Measures> ofOne(Set<String> keyIds, Cube cube) {
        return keyIds.size() == 1 ? Map.of(keyIds.iterator().next(), cube.total()) : Map.of();
    }

    /** Keys for ordering that are older than the range. What is there for looking or for operating alone is used unseen. */
    private List<UnusedKey> unusedKeys(Set<String> used, Question question) {
        return sources.keys().all().stream()
                .filter(key -> key.isValid(question.now())
                        && key.createdAt().isBefore(question.from())
                        && key.scopes().contains(Scope.GENERATE)
                        && !key.seesAll()
                        && !used.contains(key.id()))
                .map(key -> new UnusedKey(key.id(), key.name(), key.createdAt()))
                .toList();
    }
}
