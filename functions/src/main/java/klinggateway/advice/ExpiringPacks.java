package klinggateway.advice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.advice.History.Pack;
import klinggateway.job.Pool;
import klinggateway.link.Link;
import klinggateway.usage.Dimension;
import klinggateway.usage.Measures;

/** Packs that will expire with units left if no more is made than now. */
final class ExpiringPacks implements Rule {

    private static final String WORD = "expiringPack";
    private static final double DAYS_OF_MONTH = 30;

    @Override
    public List<Advice> in(History history) {
        List<Pack> packs = history.account().map(History.Account::packs).orElse(List.of()).stream()
                .filter(pack -> pack.expiresAt().isAfter(history.to()))
                .sorted(Comparator.comparing(Pack::expiresAt).thenComparing(Pack::id))
                .toList();
        Map<String, Measures> used = history.usage().by(Dimension.POOL);
        Map<Pool, Double> taken = new EnumMap<>(Pool.class);
        List<Advice> advice = new ArrayList<>();
        for (Pack pack : packs) {
            double pace = Math.max(
                            0,
                            used.getOrDefault(pack.pool().word(), Measures.ZERO).milliUnits())
                    / 1_000.0
                    / history.days();
            double days = Duration.between(history.to(), pack.expiresAt()).toMinutes() / 1440.0;
            // The pack that expires first is used up first, so what it takes is not there for later ones.
            double before = taken.getOrDefault(pack.pool(), 0.0);
            double use = Math.clamp(pace * days - before, 0, pack.left().doubleValue());
            taken.put(pack.pool(), before + use);
            BigDecimal lost = pack.left().subtract(BigDecimal.valueOf(use)).setScale(0, RoundingMode.FLOOR);
            if (lost.signum() > 0) {
                advice.add(advice(history, pack, pace, days, lost));
            }
        }
        return advice;
    }

    private static Advice advice(History history, Pack pack, double pace, double days, BigDecimal lost) {
        BigDecimal usdPerUnit = history.market()
                .catalogue()
                .usdPerUnit()
                .getOrDefault(pack.pool().word(), BigDecimal.ZERO);
        long worth = usdPerUnit.multiply(lost).movePointRight(6).longValue();
        BigDecimal ofADay = BigDecimal.valueOf(pace).setScale(1, RoundingMode.HALF_EVEN);
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("pack", pack.name());
        evidence.put("pool", pack.pool().word());
        evidence.put("unitsLeft", pack.left());
        evidence.put("expiresAt", pack.expiresAt().toString());
        evidence.put("unitsADay", ofADay);
        evidence.put("unitsLost", lost);
        evidence.put("lost", Words.dollars(worth));
        return new Advice(
                WORD + "-" + pack.id(),
                WORD,
                "Units expire: " + pack.name(),
                "The pack " + pack.name() + " has " + pack.left().toPlainString() + " units left and ends on "
                        + Words.day(pack.expiresAt()) + ". At " + ofADay + " units a day, " + lost + " of them, "
                        + Words.dollars(worth)
                        + " at the catalogue's price, will be lost: Kling refunds none. Use them,"
                        + " or buy a smaller pack next time.",
                Optional.of(Math.round(worth / Math.max(1, days / DAYS_OF_MONTH))),
                evidence,
                Link.view("status").text());
    }
}
