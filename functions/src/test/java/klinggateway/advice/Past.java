package klinggateway.advice;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Generation;
import klinggateway.job.Pool;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Histogram;
import klinggateway.usage.Measures;
import klinggateway.usage.ProductLine;
import klinggateway.usage.Status;
import klinggateway.usage.Times;

/** Makes up what rules look at: thirty days, of which the last is half over. */
final class Past {

    static final Instant FROM = Instant.parse("2026-10-29T00:00:00Z");
    static final Instant TO = Instant.parse("2026-11-27T12:00:00Z");

    /** Of a unit of the video pool. */
    private static final long MICRO_USD = 140_000;

    private final Map<Cell, Measures> cells = new HashMap<>();
    private final Map<ProductLine, Times> times = new HashMap<>();
    private final List<History.Pack> packs = new ArrayList<>();
    private final List<History.UnusedKey> keys = new ArrayList<>();
    private Instant since = FROM;
    private final Map<String, Measures> used = new HashMap<>();
    private Set<String> keyIds = Set.of();
    private Set<Generation> reachable = Generation.ALL;
    private Predicate<String> mayOrder = model -> true;

    /** Videos that were made, at {@code milliUnits} a second. */
    Past videos(String model, String mode, int seconds, long calls, long milliUnits) {
        return made("text2video", model, mode, seconds, calls, milliUnits * seconds, Cell.GATEWAY);
    }

    Past elsewhere(String model, String mode, int seconds, long calls, long milliUnits) {
        return made("text2video", model, mode, seconds, calls, milliUnits * seconds, Cell.EXTERNAL);
    }

    /** Anything that was made, at {@code milliUnits} a call. */
    Past made(String kind, String model, String mode, int seconds, long calls, long milliUnits, String source) {
        long cost = calls * milliUnits * MICRO_USD / 1_000;
        return add(
                source,
                kind,
                model,
                mode,
                seconds,
                Status.SUCCEEDED,
                Cell.NO_ERROR,
                new Measures(
                        calls, calls * milliUnits, cost, cost, cost, calls * seconds, calls, calls * 60_000, 0, 0));
    }

    /** What was made before, and turns out to have cost more. */
    Past corrected(String model, String mode, int seconds, long microUsd) {
        return add(
                Cell.GATEWAY,
                "text2video",
                model,
                mode,
                seconds,
                Status.SUCCEEDED,
                Cell.NO_ERROR,
                new Measures(0, 0, microUsd, 0, microUsd, 0, 0, 0, 0, 0));
    }

    /** Videos of five seconds that failed after a minute. */
    Past failed(String model, String reason, long calls, long microUsd) {
        return add(
                Cell.GATEWAY,
                "text2video",
                model,
                "std",
                5,
                Status.FAILED,
                reason,
                new Measures(calls, 0, microUsd, calls * 210_000, microUsd, calls * 5, calls, calls * 60_000, 0, 0));
    }

    private Past add(
            String source,
            String kind,
            String model,
            String mode,
            int seconds,
            Status status,
            String reason,
            Measures measures) {
        Cell cell = new Cell(source, "video", "video", kind, model, mode, Integer.toString(seconds), status, reason);
        cells.merge(cell, measures, Measures::plus);
        return this;
    }

    /** Jobs that waited for Kling. */
    Past waited(String productType, String model, Duration time, int jobs) {
        for (int i = 0; i < jobs; i++) {
            times.merge(
                    new ProductLine(productType, model, "std"),
                    new Times(Histogram.EMPTY, Histogram.of(time)),
                    Times::plus);
        }
        return this;
    }

    Past pack(String id, Pool pool, String left, Instant end) {
        packs.add(new History.Pack(id, "Pack " + id, pool, new BigDecimal(left), end));
        return this;
    }

    /** What a key used, of which so much was marked as duplicates. */
    Past key(String id, long calls, long duplicates, long microUsd) {
        used.put(id, new Measures(calls, 0, microUsd, 0, 0, 0, 0, 0, duplicates, microUsd));
        return this;
    }

    /** Videos of five seconds, of which so much was marked as duplicates. */
    Past duplicates(String model, long calls, long duplicates, long microUsd) {
        return add(
                Cell.GATEWAY,
                "text2video",
                model,
                "std",
                5,
                Status.SUCCEEDED,
                Cell.NO_ERROR,
                new Measures(calls, 0, microUsd, microUsd, microUsd, calls * 5, 0, 0, duplicates, microUsd));
    }

    Past unused(String id) {
        keys.add(new History.UnusedKey(id, "Key " + id, FROM.minus(Duration.ofDays(1))));
        return this;
    }

    Past since(Instant first) {
        since = first;
        return this;
    }

    Past of(String... ids) {
        keyIds = Set.of(ids);
        return this;
    }

    Past reaching(Set<Generation> generations) {
        reachable = generations;
        return this;
    }

    Past ordering(Predicate<String> models) {
        mayOrder = models;
        return this;
    }

    /** All advice, as everybody is given it. */
    List<Advice> advice() {
        History.Market market = new History.Market(Catalogue.builtIn(), reachable, mayOrder);
        return Advisor.advise(new History(
                new Cube(cells, times),
                FROM,
                TO,
                since,
                keyIds,
                used,
                market,
                Map.of(Pool.VIDEO, 5, Pool.IMAGE, 9, Pool.TRY_ON, 5),
                Optional.of(new History.Account(packs, keys))));
    }

    /** The advice of one rule. */
    List<Advice> advice(String rule) {
        return advice().stream().filter(advice -> advice.rule().equals(rule)).toList();
    }
}
