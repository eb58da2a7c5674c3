package klinggateway.advice;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Generation;
import klinggateway.job.Pool;
import klinggateway.link.Link;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Measures;

/**
 * What rules look at.
 *
 * @param since the start of the first day that has usage
 * @param keyIds whose usage it is; everyone's if there are none
 * @param keys what each key used, where that is known: not of several that were asked for together
 * @param market what else could be ordered
 * @param slots how many jobs can be at Kling at once
 * @param account what only an operator should see, and only beside everyone's usage
 */
public record History(
        Cube usage,
        Instant from,
        Instant to,
        Instant since,
        Set<String> keyIds,
        Map<String, Measures> keys,
        Market market,
        Map<Pool, Integer> slots,
        Optional<Account> account) {

    /**
     * What can be ordered.
     *
     * @param reachable the generations that the gateway's credential is good for
     * @param mayOrder whether a model may be ordered by whoever is advised
     */
    public record Market(Catalogue catalogue, Set<Generation> reachable, Predicate<String> mayOrder) {}

    /**
     * The account at Kling and the keys.
     *
     * @param packs those that Kling takes units from
     * @param unusedKeys those that could have ordered all the time, and have not
     */
    public record Account(List<Pack> packs, List<UnusedKey> unusedKeys) {}

    /**
     * Units paid for in advance.
     *
     * @param left units
     */
    public record Pack(String id, String name, Pool pool, BigDecimal left, Instant expiresAt) {}

    /** A key that nothing was ordered with. */
    public record UnusedKey(String id, String name, Instant createdAt) {}

    /** The sums of those cells that pass, by what {@code key} makes of them. What was made elsewhere is never among them. */
    <K> Map<K, Measures> sums(Predicate<Cell> passes, Function<Cell, K> key) {
        Map<K, Measures> sums = new HashMap<>();
        usage.cells().forEach((cell, measures) -> {
            if (cell.source().equals(Cell.GATEWAY) && passes.test(cell)) {
                sums.merge(key.apply(cell), measures, Measures::plus);
            }
        });
        // A range may hold the correction of a job and not the job.
        sums.values().removeIf(sum -> sum.calls() <= 0);
        return sums;
    }

    /** Where this usage can be seen, with more filters. */
    String link(Map<String, String> filters) {
        Link link = Link.usage(day(from), day(to));
        for (String id : new TreeSet<>(keyIds)) {
            link = link.with("apiKey", id);
        }
        for (Map.Entry<String, String> filter : new TreeMap<>(filters).entrySet()) {
            link = link.with(filter.getKey(), filter.getValue());
        }
        return link.text();
    }

    /** The days that usage is known of, at least one. */
    double days() {
        return Math.max(1, Duration.between(since, to).toMinutes() / 1440.0);
    }

    private static LocalDate day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
