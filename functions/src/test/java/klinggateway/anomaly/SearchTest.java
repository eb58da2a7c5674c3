package klinggateway.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import klinggateway.anomaly.Month.Habit;
import klinggateway.anomaly.Month.Ware;
import klinggateway.usage.Dimension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over made-up months: quiet where nothing is unusual, loud and right where something is. Prints the rates. */
class SearchTest {

    private static final int SEEDS = 12;
    private static final int DAYS = 30;
    private static final double JOBS_A_DAY = 40;

    /** Failures of a model need traffic to be told from chance. */
    private static final double JOBS_A_DAY_OF_ALL = 400;

    private static final double LOUD = 0.9;

    /** What is planted. */
    enum Plant {
        MODEL,
        MODE,
        KIND,
        NEW_MODEL,
        LOOP,
        FAILURES
    }

    @ParameterizedTest
    @EnumSource
    void is_quiet_where_nothing_is_unusual(Habit habit) {
        int most = 0;
        int all = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Set<LocalDate> alarms = falseAlarms(new Month(habit, JOBS_A_DAY, seed));
            most = Math.max(most, alarms.size());
            all += alarms.size();
        }

        System.out.printf(
                Locale.ROOT,
                "%-8s false alarms in %d days: %.2f of a key, at most %d%n",
                habit,
                DAYS,
                (double) all / SEEDS,
                most);
        assertThat(most).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPARSE")
    void is_quiet_about_everyone_where_nothing_is_unusual(Habit habit) {
        int most = 0;
        for (long seed = 1; seed <= 3; seed++) {
            most = Math.max(
                    most, falseAlarms(new Month(habit, JOBS_A_DAY_OF_ALL, seed)).size());
        }

        System.out.printf(Locale.ROOT, "%-8s ten times the jobs: at most %d false alarms%n", habit, most);
        assertThat(most).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void is_loud_and_right_where_something_is_planted(Plant plant) {
        for (Habit habit :
                plant == Plant.FAILURES ? EnumSet.complementOf(EnumSet.of(Habit.SPARSE)) : EnumSet.allOf(Habit.class)) {
            List<Outcome> outcomes = LongStream.rangeClosed(1, 3 * SEEDS)
                    .mapToObj(seed -> outcome(plant, habit, seed))
                    .toList();

            double found = share(outcomes, Outcome::isFound);
            double explained = share(outcomes, Outcome::isExplained);
            double onTime = share(
                    outcomes, outcome -> outcome.isExplained() && outcome.late.compareTo(Duration.ofMinutes(15)) <= 0);
            System.out.printf(
                    Locale.ROOT,
                    "%-9s %-8s found %3.0f %%, with the right explanation %3.0f %%, since when to 15 minutes %3.0f %%%n",
                    plant,
                    habit,
                    100 * found,
                    100 * explained,
                    100 * onTime);
            assertThat(explained).as(plant + " on " + habit).isGreaterThanOrEqualTo(LOUD);
        }
    }

    /** @param late how far the beginning that was found is from the real one */
    private record Outcome(boolean isFound, boolean isExplained, Duration late) {}

    private static Set<LocalDate> falseAlarms(Month month) {
        Set<LocalDate> alarms = new HashSet<>();
        for (int back = 0; back < DAYS; back++) {
            LocalDate date = Month.LAST.minusDays(back);
            for (int minute : new int[] {9 * 60 + 20, 13 * 60, 17 * 60 + 40, 24 * 60}) {
                if (!find(month, date, minute).isEmpty()) {
                    alarms.add(date);
                }
            }
        }
        return alarms;
    }

    private static List<Anomaly> find(Month month, LocalDate date, int minute) {
        return new Search(month, ZoneOffset.UTC, List.of(Optional.empty()))
                .find(Month.at(date, 0), Month.at(date, minute));
    }

    private static Outcome outcome(Plant plant, Habit habit, long seed) {
        Month month = new Month(habit, plant == Plant.FAILURES ? JOBS_A_DAY_OF_ALL : JOBS_A_DAY, seed + 100);
        Random random = month.random();
        // On a weekend, weekly habits leave too few jobs for a model's failures to be told from chance.
        LocalDate date = plant == Plant.FAILURES
                ? LocalDate.parse("2026-11-23").plusDays(random.nextInt(5))
                : Month.LAST.minusDays(random.nextInt(7));
        int minute = 8 * 60 + random.nextInt(6 * 60);
        double times = 3 + 6 * random.nextDouble();
        String model = Month.MODELS.get(random.nextInt(plant == Plant.FAILURES ? 2 : 3));
        Instant begun = switch (plant) {
            case MODEL -> month.plant(date, times, minute, 1_440, ware -> ware.withModel(model));
            case MODE -> month.plant(date, times, minute, 1_440, ware -> ware.withMode("pro"));
            case KIND -> month.plant(date, times, minute, 1_440, ware -> ware.withKind("image2video"));
            case NEW_MODEL -> month.plant(date, times, minute, 1_440, ware -> ware.withModel(Month.NEW_MODEL));
            case LOOP -> month.plant(date, times, minute, 120, ware -> loop());
            case FAILURES ->
                month.fail(date, model, 0.6 + 0.4 * random.nextDouble(), minute, 180 + random.nextInt(300));
        };

        List<Anomaly> found = find(month, date, 24 * 60).stream()
                .filter(anomaly -> (anomaly.kind() == Anomaly.Kind.FAILURES) == (plant == Plant.FAILURES))
                .toList();
        if (found.isEmpty()) {
            return new Outcome(false, false, Duration.ofDays(1));
        }
        Anomaly anomaly = found.getFirst();
        boolean isRight = !anomaly.because().isEmpty() && isRight(plant, model, anomaly);
        return new Outcome(
                true, isRight, Duration.between(begun, anomaly.since()).abs());
    }

    private static boolean isRight(Plant plant, String model, Anomaly anomaly) {
        Because because = anomaly.because().getFirst();
        return switch (plant) {
            case MODEL ->
                because.dimension() == Dimension.MODEL && because.value().equals(model);
            case MODE ->
                because.dimension() == Dimension.MODE && because.value().equals("pro");
            case KIND ->
                because.dimension() == Dimension.KIND && because.value().equals("image2video");
            case NEW_MODEL ->
                because.dimension() == Dimension.MODEL && because.value().equals(Month.NEW_MODEL);
            case LOOP -> because.value().equals(value(loop(), because.dimension()));
            case FAILURES ->
                anomaly.model().equals(Optional.of(model)) && because.value().equals(Month.REASON);
        };
    }

    private static Ware loop() {
        return new Ware("kling-v2-5-turbo", "std", "text2video", 5);
    }

    private static String value(Ware ware, Dimension dimension) {
        return switch (dimension) {
            case MODEL -> ware.model();
            case MODE -> ware.mode();
            case KIND -> ware.kind();
            case DURATION -> Integer.toString(ware.seconds());
            default -> "";
        };
    }

    private static double share(List<Outcome> outcomes, Predicate<Outcome> is) {
        return (double) outcomes.stream().filter(is).count() / outcomes.size();
    }
}
