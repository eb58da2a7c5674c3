package klinggateway.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.evaluation.Facts.Spending;
import klinggateway.link.Link;
import klinggateway.usage.Dimension;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;

/** Keys that spend much more than is usual at this hour. */
final class UnusualSpending {

    private static final Duration HOUR = Duration.ofHours(1);

    /** What accounts for less does not explain it. */
    private static final double MOST = 0.5;

    private UnusualSpending() {}

    static List<Finding> find(Condition.Spending condition, Facts facts, Instant now) {
        double part = Duration.between(now.truncatedTo(ChronoUnit.HOURS), now).toMillis() / (double) HOUR.toMillis();
        Map<String, Spending> spending = new TreeMap<>(facts.spending());
        condition.keyId().ifPresent(keyId -> spending.keySet().retainAll(List.of(keyId)));
        List<Finding> findings = new ArrayList<>();
        spending.forEach((keyId, spent) -> {
            OptionalDouble usual = spent.before().usual(part);
            if (usual.isPresent() && isTooMuch(condition, spent.microUsd(), usual.getAsDouble())) {
                findings.add(finding(condition, keyId, spent, usual.getAsDouble(), facts, now));
            }
        });
        return findings;
    }

    private static boolean isTooMuch(Condition.Spending condition, long microUsd, double usual) {
        return microUsd >= condition.factor() * usual && microUsd - usual >= condition.leastMicroUsd();
    }

    private static Finding finding(
            Condition.Spending condition, String keyId, Spending spent, double usual, Facts facts, Instant now) {
        Optional<Most> most = most(keyId, spent.microUsd(), facts);
        String compared = spent.before().isOfWeekday() ? "at this hour of this weekday" : "at this hour";
        Evidence evidence = new Evidence()
                .with("spent", Money.dollars(spent.microUsd()))
                .with("usual", Money.wholeCents(usual))
                .with("factor", condition.factor())
                .with("least", Money.dollars(condition.leastMicroUsd()))
                .with("since", now.minus(HOUR).toString())
                .with("sameWeekday", spent.before().isOfWeekday());
        most.ifPresent(it ->
                evidence.with("model", it.model).with("mode", it.mode).with("ofThat", Money.dollars(it.microUsd)));
        Link link = Link.usage(now.minus(HOUR), now).with("apiKey", keyId);
        return new Finding(
                new Subject(Subject.Sort.KEY, keyId),
                Words.exact(condition.factor()) + " times",
                "",
                Words.key(keyId, facts) + " spent " + Money.wholeCents(spent.microUsd()) + " since "
                        + Words.time(now.minus(HOUR)) + ", where " + usual(usual) + " usual " + compared
                        + times(spent.microUsd(), usual)
                        + most.map(it -> ", most of it (" + Money.wholeCents(it.microUsd) + ") by " + it.model
                                        + " in mode " + it.mode)
                                .orElse("")
                        + ".",
                "If nobody means to order that much, revoke the key with DELETE /api/keys/" + keyId
                        + " or give it a monthlyBudget; at this rate it spends "
                        + Money.wholeCents(24.0 * spent.microUsd())
                        + " a day.",
                evidence.all(),
                most.map(it -> link.with("model", it.model)).orElse(link).text());
    }

    private static String usual(double usual) {
        return usual < 5_000 ? "next to nothing is" : Money.wholeCents(usual) + " are";
    }

    private static String times(long microUsd, double usual) {
        return usual < 5_000 ? "" : ", " + Words.number(microUsd / usual) + " times as much";
    }

    /** The model and mode that account for most of it. */
    private record Most(String model, String mode, long microUsd) {}

    private static Optional<Most> most(String keyId, long microUsd, Facts facts) {
        Map<List<String>, Measures> parts =
                facts.usage(Optional.of(keyId), HOUR).by(List.of(Dimension.MODEL, Dimension.MODE));
        return parts.entrySet().stream()
                .map(part -> new Most(
                        part.getKey().getFirst(),
                        part.getKey().getLast(),
                        part.getValue().microUsd()))
                .filter(part -> part.microUsd >= MOST * microUsd)
                .max((one, other) -> Long.compare(one.microUsd, other.microUsd));
    }
}
