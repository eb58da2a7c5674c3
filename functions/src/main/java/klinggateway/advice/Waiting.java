package klinggateway.advice;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.job.Pool;
import klinggateway.usage.Histogram;
import klinggateway.usage.ProductLine;

/** Jobs that waited because the pool was at its limit. */
final class Waiting implements Rule {

    private static final String WORD = "waiting";
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration LEAST = Duration.ofHours(1);

    @Override
    public List<Advice> in(History history) {
        Map<Pool, Histogram> pools = new EnumMap<>(Pool.class);
        history.usage()
                .times()
                .forEach((line, times) -> pool(history.market().catalogue(), line)
                        .ifPresent(pool -> pools.merge(pool, times.waiting(), Histogram::plus)));
        List<Advice> advice = new ArrayList<>();
        pools.forEach((pool, waiting) -> {
            Histogram longer = waiting.longerThan(SHORT);
            if (longer.sum().compareTo(LEAST) >= 0) {
                advice.add(advice(history, pool, longer, waiting.total()));
            }
        });
        return advice;
    }

    /** Times are told apart by product type and model, which between them say the pool. */
    private static Optional<Pool> pool(Catalogue catalogue, ProductLine line) {
        return catalogue.model(line.model()).stream()
                .flatMap(model -> model.offers().stream())
                .flatMap(offer -> offer.kinds().stream())
                .map(catalogue.products()::get)
                .filter(product -> product.productType().equals(line.productType()))
                .map(product -> Pool.ofWord(product.pool()))
                .findFirst();
    }

    private static Advice advice(History history, Pool pool, Histogram longer, long jobs) {
        int slots = history.slots().getOrDefault(pool, 1);
        Duration waited = longer.sum();
        // A burst of jobs waits in proportion to 1 / slots; where jobs keep coming, a slot takes away more.
        BigDecimal share = Words.share(1, slots + 1L);
        BigDecimal hours = Words.hours(waited);
        BigDecimal saved = Words.hours(waited.dividedBy(slots + 1L));
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("pool", pool.word());
        evidence.put("jobs", jobs);
        evidence.put("waited", longer.total());
        evidence.put("hoursWaited", hours);
        evidence.put("slots", slots);
        evidence.put("shareSavedByOneMore", share);
        evidence.put("hoursSavedByOneMore", saved);
        return new Advice(
                WORD + "-" + pool.word(),
                WORD,
                "Waiting for a slot: " + pool.word(),
                longer.total() + " of " + jobs + " jobs waited for more than a minute, " + hours
                        + " hours altogether, because the pool " + pool.word() + " has " + slots
                        + (slots == 1 ? " slot" : " slots") + ". One more would take away about " + Words.percent(share)
                        + " of that, " + saved + " hours; a pack with twice as many, about half.",
                Optional.empty(),
                evidence,
                history.link(pool == Pool.VIDEO ? Map.of("productType", "video") : Map.of("productType", "image")));
    }
}
