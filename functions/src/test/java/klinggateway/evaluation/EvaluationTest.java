package klinggateway.evaluation;

import static klinggateway.evaluation.MadeUpFacts.KEY;
import static klinggateway.evaluation.MadeUpFacts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reconciliations.Outcome;
import klinggateway.alert.Subject;
import klinggateway.evaluation.Facts.Pack;
import klinggateway.evaluation.Facts.Spending;
import klinggateway.job.JobId;
import klinggateway.job.Pool;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Histogram;
import klinggateway.usage.Measures;
import klinggateway.usage.ProductLine;
import klinggateway.usage.Status;
import klinggateway.usage.Times;
import org.junit.jupiter.api.Test;

/** Laws that hold for any facts. */
class EvaluationTest {

    private static final long DOLLAR = 1_000_000;
    private static final Duration HOUR = Duration.ofHours(1);

    /** A condition by how high its limit is, from 0 to 1. */
    private static final List<DoubleFunction<Condition>> CONDITIONS = List.of(
            high -> new Condition.BudgetSpent(Optional.empty(), percent(1 + 120 * high)),
            high -> new Condition.BudgetForecast(Optional.empty(), percent(1 + 120 * high)),
            high -> new Condition.Spending(Optional.empty(), 1.5 + 10 * high, DOLLAR),
            high -> new Condition.Spending(Optional.empty(), 1.5, Math.round(20 * DOLLAR * high)),
            high -> new Condition.ErrorRate(Optional.empty(), Optional.empty(), high, 1, HOUR),
            high -> new Condition.ErrorRate(Optional.empty(), Optional.empty(), 0, Math.round(60 * high), HOUR),
            high -> new Condition.SuccessRate(Optional.empty(), 1 - high, 1, HOUR),
            high -> new Condition.SuccessRate(Optional.empty(), 1, Math.round(60 * high), HOUR),
            high -> new Condition.QueueWait(Optional.empty(), Duration.ofMinutes(Math.round(60 * high))),
            high -> new Condition.SlowModel(Optional.empty(), 1.5 + 5 * high, 1, HOUR),
            high -> new Condition.SlowModel(Optional.empty(), 1, Math.round(60 * high), HOUR),
            high -> new Condition.PackRemaining(percent(100 - 99 * high)),
            high -> new Condition.PackExpiry(percent(30 - 29 * high)),
            high -> new Condition.Reconciliation(OptionalLong.of(Math.round(20 * DOLLAR * high))));

    @Test
    void raising_a_limit_never_finds_more() {
        for (long seed = 0; seed < 25; seed++) {
            MadeUpFacts facts = facts(new Random(seed));
            for (DoubleFunction<Condition> condition : CONDITIONS) {
                Set<Subject> higher = subjects(facts.find(condition.apply(1)));
                for (double high = 0.9; high > -0.05; high -= 0.1) {
                    Set<Subject> found = subjects(facts.find(condition.apply(Math.max(0, high))));

                    assertThat(found)
                            .as("seed %d, %s", seed, condition.apply(high))
                            .containsAll(higher);
                    higher = found;
                }
            }
        }
    }

    @Test
    void the_same_facts_are_judged_the_same() {
        for (long seed = 0; seed < 5; seed++) {
            for (DoubleFunction<Condition> condition : CONDITIONS) {
                double high = new Random(seed).nextDouble();

                assertThat(facts(new Random(seed)).find(condition.apply(high)))
                        .isEqualTo(facts(new Random(seed)).find(condition.apply(high)));
            }
        }
    }

    private static Set<Subject> subjects(List<Finding> findings) {
        Set<Subject> subjects = new HashSet<>();
        findings.forEach(finding -> subjects.add(finding.subject()));
        return subjects;
    }

    private static SortedSet<Integer> percent(double percent) {
        return new TreeSet<>(Set.of((int) Math.round(percent)));
    }

    private static MadeUpFacts facts(Random random) {
        MadeUpFacts facts = new MadeUpFacts();
        facts.budgets.add(facts.budget(
                random.nextBoolean(),
                random.nextLong(100 * DOLLAR),
                random.nextLong(80 * DOLLAR),
                random.nextLong(20 * DOLLAR)));
        facts.forecasts.put(KEY, MadeUpFacts.forecast(random.nextInt(20), random.nextLong(4 * DOLLAR)));
        facts.spending.put(KEY, new Spending(random.nextLong(30 * DOLLAR), before(random)));
        facts.recent = cube(random, 60);
        facts.usual = cube(random, 300);
        for (Pool pool : Pool.values()) {
            if (random.nextBoolean()) {
                facts.queues.put(pool, JobId.of(NOW.minusSeconds(random.nextInt(5_000)), 1));
            }
            facts.packs.add(new Pack(
                    pool.word(),
                    pool.word(),
                    Optional.of(pool).filter(known -> random.nextBoolean()),
                    Optional.of(BigDecimal.valueOf(1_000)),
                    BigDecimal.valueOf(random.nextInt(1_000)),
                    Optional.of(NOW.plus(Duration.ofHours(random.nextInt(800))))));
        }
        facts.outcome = Optional.of(new Outcome(
                NOW,
                NOW.minus(HOUR),
                NOW,
                true,
                random.nextInt(2),
                random.nextInt(2),
                random.nextInt(2),
                random.nextLong(20 * DOLLAR)));
        return facts;
    }

    private static HoursBefore before(Random random) {
        int days = random.nextInt(HoursBefore.LONGEST + 1);
        Map<Integer, Long> hours = new HashMap<>();
        for (int day = 1; day <= days; day++) {
            hours.put(day, random.nextLong(5 * DOLLAR));
        }
        return new HoursBefore(days, days, hours, hours);
    }

    private static Cube cube(Random random, int jobs) {
        Map<Cell, Measures> cells = new HashMap<>();
        Map<ProductLine, Times> times = new HashMap<>();
        for (String model : List.of("kling-v3", "kling-v2-6")) {
            cells.put(
                    MadeUpFacts.cell(model, "std", Status.SUCCEEDED, Cell.NO_ERROR),
                    MadeUpFacts.calls(random.nextInt(jobs), 0));
            cells.put(
                    MadeUpFacts.cell(model, "std", Status.FAILED, "content"),
                    MadeUpFacts.calls(random.nextInt(jobs), 0));
            Histogram took = Histogram.EMPTY;
            for (int job = random.nextInt(jobs); job > 0; job--) {
                took = took.plus(Histogram.of(Duration.ofSeconds(10 + random.nextInt(600))));
            }
            times.put(new ProductLine("video", model, "std"), new Times(took, Histogram.EMPTY));
        }
        return new Cube(cells, times);
    }
}
