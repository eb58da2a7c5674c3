package klinggateway.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import klinggateway.alert.Condition;
import klinggateway.alert.Reading;
import klinggateway.alert.Rule;
import klinggateway.alert.Rules;
import klinggateway.anomaly.Month;
import klinggateway.anomaly.Month.Habit;
import klinggateway.evaluation.Facts.Spending;
import klinggateway.usage.Cube;
import klinggateway.usage.Histogram;
import klinggateway.usage.ProductLine;
import klinggateway.usage.Times;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the rules that the gateway comes with are wrong about made-up months, looked at every quarter of an hour. */
class QuietMonthTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int SEEDS = 5;
    private static final int JOBS_A_DAY = 40;
    private static final int JOBS_A_DAY_OF_ALL = 1_000;
    private static final Instant BEGIN = Month.at(Month.LAST.minusDays(29), 0);
    private static final Instant END = Month.at(Month.LAST.plusDays(1), 0);
    private static final Map<String, Condition> RULES =
            Rules.builtIn().stream().collect(Collectors.toMap(Rule::id, Rule::condition));

    @ParameterizedTest
    @EnumSource
    void a_key_that_spends_by_its_habit_is_hardly_ever_told_and_one_that_runs_wild_is(Habit habit) {
        int all = 0;
        int most = 0;
        int found = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            int alarms = spending(new Month(habit, JOBS_A_DAY, seed), BEGIN).size();
            all += alarms;
            most = Math.max(most, alarms);
            Month wild = new Month(habit, JOBS_A_DAY, seed + 100);
            Instant planted = wild.plant(Month.LAST, 6, 9 * 60, 120, UnaryOperator.identity());
            found += spending(wild, planted).isEmpty() ? 0 : 1;
        }

        System.out.printf(
                Locale.ROOT,
                "%-8s %.2f false alarms of spending in 30 days, at most %d; %d of %d planted found%n",
                habit,
                (double) all / SEEDS,
                most,
                found,
                SEEDS);
        assertThat(most).isLessThanOrEqualTo(1);
        assertThat(found).isEqualTo(SEEDS);
    }

    @Test
    void the_usual_failures_are_not_told_and_those_of_a_model_that_breaks_are() {
        int alarms = 0;
        int errors = 0;
        int models = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Month month = new Month(Habit.STEADY, JOBS_A_DAY_OF_ALL, seed);
            alarms += failures(month, "error-rate", BEGIN) + failures(month, "success-rate", BEGIN);
            month = new Month(Habit.STEADY, JOBS_A_DAY_OF_ALL, seed + 100);
            month.fail(Month.LAST, Month.MODELS.getFirst(), 0.9, 10 * 60, 180);
            errors += Math.min(1, failures(month, "error-rate", Month.at(Month.LAST, 10 * 60)));
            models += Math.min(1, failures(month, "success-rate", Month.at(Month.LAST, 10 * 60)));
        }

        System.out.printf(
                Locale.ROOT,
                "%.2f false alarms of failures in 30 days; of %d planted, %d found by the error rate, %d by the success rate%n",
                (double) alarms / SEEDS,
                SEEDS,
                errors,
                models);
        assertThat(alarms).isZero();
        assertThat(errors).isEqualTo(SEEDS);
        assertThat(models).isEqualTo(SEEDS);
    }

    @Test
    void the_usual_times_are_not_told_and_a_model_that_slows_down_is() {
        int alarms = 0;
        int found = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            MadeUpFacts facts = new MadeUpFacts();
            facts.usual = took(random, 2_000, 1);
            for (int hour = 0; hour < 30 * 24; hour++) {
                facts.recent = took(random, 5 + random.nextInt(20), 1);
                alarms += facts.find(rule("slow-model")).size();
            }
            facts.recent = took(random, 15, 5);
            found += facts.find(rule("slow-model")).size();
        }

        System.out.printf(
                Locale.ROOT,
                "%.2f false alarms of slow models in 30 days; %d of %d planted found%n",
                (double) alarms / SEEDS,
                found,
                SEEDS);
        assertThat(alarms).isZero();
        assertThat(found).isEqualTo(SEEDS);
    }

    /** When the rule began to find something. */
    private static List<Instant> spending(Month month, Instant from) {
        NavigableSet<Instant> hours = new TreeSet<>();
        for (Instant hour = Month.at(Month.FIRST, 0); hour.isBefore(END); hour = hour.plus(HOUR)) {
            hours.add(hour);
        }
        Map<Instant, Long> spent = new TreeMap<>();
        month.usage(Optional.empty(), hours, END)
                .forEach((hour, cube) -> spent.put(hour, cube.total().microUsd()));
        List<Instant> fired = new ArrayList<>();
        boolean was = false;
        for (Instant now = from; !now.isAfter(END); now = now.plus(STEP)) {
            MadeUpFacts facts = new MadeUpFacts();
            facts.recent = recent(month, now, HOUR);
            facts.spending.put(
                    MadeUpFacts.KEY, new Spending(facts.recent.total().microUsd(), before(spent, now)));
            boolean is = new Evaluation(facts, now).of(rule("spending")) instanceof Reading.Known known
                    && !known.findings().isEmpty();
            if (is && !was) {
                fired.add(now);
            }
            was = is;
        }
        return fired;
    }

    private static HoursBefore before(Map<Instant, Long> spent, Instant now) {
        Instant hour = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), 3_600L) * 3_600);
        int days = (int) Math.min(
                HoursBefore.LONGEST,
                Duration.between(Month.at(Month.FIRST, 0), now).toDays());
        Map<Integer, Long> previous = new HashMap<>();
        Map<Integer, Long> current = new HashMap<>();
        for (int day = 1; day <= days; day++) {
            Instant then = hour.minus(Duration.ofDays(day));
            previous.put(day, spent.getOrDefault(then.minus(HOUR), 0L));
            current.put(day, spent.getOrDefault(then, 0L));
        }
        return new HoursBefore(days, days, previous, current);
    }

    private static int failures(Month month, String rule, Instant from) {
        Condition condition = rule(rule);
        Duration within = condition instanceof Condition.ErrorRate rate ? rate.within() : HOUR;
        int fired = 0;
        boolean was = false;
        for (Instant now = from; !now.isAfter(END); now = now.plus(STEP)) {
            MadeUpFacts facts = new MadeUpFacts();
            facts.recent = recent(month, now, within);
            boolean is = !facts.find(condition).isEmpty();
            fired += is && !was ? 1 : 0;
            was = is;
        }
        return fired;
    }

    private static Cube recent(Month month, Instant now, Duration within) {
        Instant from = now.minus(within);
        return month.usage(Optional.empty(), new TreeSet<>(List.of(from)), now).getOrDefault(from, Cube.EMPTY);
    }

    /** Log-normal around a minute and a half. */
    private static Cube took(Random random, int jobs, double times) {
        Histogram all = Histogram.EMPTY;
        for (int job = 0; job < jobs; job++) {
            double seconds = 90 * times * Math.exp(0.4 * random.nextGaussian());
            all = all.plus(Histogram.of(Duration.ofMillis(Math.round(1_000 * seconds))));
        }
        return new Cube(Map.of(), Map.of(new ProductLine("video", "kling-v3", "std"), new Times(all, Histogram.EMPTY)));
    }

    private static Condition rule(String id) {
        return Optional.ofNullable(RULES.get(id)).orElseThrow();
    }
}
