package klinggateway.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import klinggateway.forecast.Forecast.Ahead;
import klinggateway.forecast.Forecast.TooLittle;
import klinggateway.forecast.Forecast.UsedUp;
import org.junit.jupiter.api.Test;

class ForecastTest {

    /** A Tuesday. */
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    @Test
    void the_same_each_day_goes_on_and_is_certain() {
        Ahead ahead = ahead(day -> 10);

        assertThat(ahead.next(7).microUsd()).isEqualTo(new Estimate(70, 70, 70));
        assertThat(ahead.next(30).microUsd()).isEqualTo(new Estimate(300, 300, 300));
        assertThat(ahead.next(30).calls()).isEqualTo(new Estimate(300, 300, 300));
        assertThat(ahead.next(30).first()).isEqualTo("2026-11-25");
        assertThat(ahead.next(30).last()).isEqualTo("2026-12-24");
        assertThat(ahead.trend()).isZero();
    }

    @Test
    void a_month_is_what_was_used_and_what_is_to_come() {
        History history = history(84, day -> 10, 7, 0.5);

        Forecast.Expected month = ((Ahead) Forecast.of(history)).month();

        // 23 whole days, 7 so far today, half a day of today's and 6 days of this month.
        assertThat(month.microUsd()).isEqualTo(new Estimate(302, 302, 302));
        assertThat(month.first()).isEqualTo("2026-11-01");
        assertThat(month.last()).isEqualTo("2026-11-30");
    }

    @Test
    void days_of_the_week_keep_their_shares() {
        // Yesterday was a Monday, so these are weeks from Tuesday on, with 100 on each Wednesday.
        Ahead ahead = ahead(day -> day % 7 == 1 ? 100 : 10);

        long tomorrow = ahead.next(1).microUsd().expected();
        long onThursday = ahead.next(2).microUsd().expected() - tomorrow;

        assertThat(tomorrow).isBetween(80L, 100L);
        assertThat(onThursday).isBetween(10L, 15L);
        assertThat(ahead.next(7).microUsd().expected()).isEqualTo(160);
    }

    @Test
    void days_add_up_to_the_sums_of_them_exactly() {
        Ahead ahead = (Ahead) Forecast.of(history(40, day -> 1 + day % 7 * 3 + day * day % 5, 4, 0.3));

        List<Forecast.Expected> days = ahead.each(30);

        assertThat(days).hasSize(31);
        assertThat(days.getFirst().first()).isEqualTo(TODAY);
        assertThat(days.getLast().last()).isEqualTo(TODAY.plusDays(30));
        for (int horizon : List.of(7, 30)) {
            List<Forecast.Expected> horizonDays = days.subList(1, horizon + 1);
            assertThat(horizonDays.stream()
                            .mapToLong(day -> day.microUsd().expected())
                            .sum())
                    .isEqualTo(ahead.next(horizon).microUsd().expected());
            assertThat(horizonDays.stream()
                            .mapToLong(day -> day.calls().expected())
                            .sum())
                    .isEqualTo(ahead.next(horizon).calls().expected());
        }
        assertThat(days)
                .allSatisfy(day -> assertThat(day.microUsd().expected())
                        .isBetween(day.microUsd().low(), day.microUsd().high()));
    }

    @Test
    void a_day_of_little_differs_by_little() {
        // On each other week half as much again; on one day of the week a hundredth is made.
        Ahead ahead = ahead(day -> (day % 7 == 0 ? 100 : 10_000) * (day / 7 % 2 == 0 ? 2L : 3L));

        List<Estimate> days =
                ahead.each(7).stream().skip(1).map(Forecast.Expected::microUsd).toList();
        List<Long> widths =
                days.stream().map(day -> day.high() - day.low()).sorted().toList();

        assertThat(widths.getFirst()).isLessThan(widths.get(1) / 2);
    }

    @Test
    void growth_goes_on_for_a_while() {
        Ahead ahead = ahead(day -> 1_000 + 10L * day);

        assertThat(ahead.trend()).isBetween(0.035, 0.045);
        assertThat(ahead.next(7).microUsd().expected()).isBetween(13_000L, 13_300L);
        assertThat(ahead.next(30).microUsd().expected()).isGreaterThan(57_000);
    }

    @Test
    void one_day_of_very_much_is_no_trend_and_is_told() {
        Ahead ahead = ahead(day -> day == 80 ? 5_000 : 10);

        assertThat(ahead.next(7).microUsd()).isEqualTo(new Estimate(70, 70, 70));
        assertThat(ahead.unusual()).containsExactly(TODAY.minusDays(4));
    }

    @Test
    void a_break_that_is_over_is_no_trend_and_is_told() {
        Ahead ahead = ahead(day -> day >= 70 && day < 80 ? 0 : 10);

        assertThat(ahead.next(7).microUsd()).isEqualTo(new Estimate(70, 70, 70));
        assertThat(ahead.unusual()).hasSize(10).startsWith(TODAY.minusDays(14)).endsWith(TODAY.minusDays(5));
    }

    @Test
    void what_was_before_a_long_pause_is_not_counted() {
        Ahead ahead = ahead(day -> day < 20 ? 500 : day < 40 ? 0 : 10);

        assertThat(ahead.since()).isEqualTo(TODAY.minusDays(44));
        assertThat(ahead.next(7).microUsd()).isEqualTo(new Estimate(70, 70, 70));
    }

    @Test
    void now_and_then_is_forecast_too() {
        Ahead ahead = ahead(day -> day % 3 == 0 ? 30 : 0);

        assertThat(ahead.daysWithUse()).isEqualTo(28);
        assertThat(ahead.next(30).microUsd().expected()).isBetween(270L, 330L);
    }

    @Test
    void a_few_days_are_too_little() {
        assertThat(Forecast.of(history(84, day -> day < 71 ? 0 : 10, 0, 1)))
                .isEqualTo(new TooLittle(13, Optional.of(TODAY.minusDays(1))));
        assertThat(Forecast.of(history(84, day -> day < 70 ? 0 : 10, 0, 1))).isInstanceOf(Ahead.class);
    }

    @Test
    void what_has_been_left_alone_for_two_weeks_is_not_forecast() {
        assertThat(Forecast.of(history(84, day -> day < 70 ? 10 : 0, 0, 1)))
                .isEqualTo(new TooLittle(0, Optional.of(TODAY.minusDays(15))));
        assertThat(Forecast.of(history(84, day -> 0, 0, 1))).isEqualTo(new TooLittle(0, Optional.empty()));
    }

    @Test
    void what_is_left_is_used_up_on_a_day_that_comes_earlier_if_days_differ() {
        Ahead even = ahead(day -> 10);
        Ahead wild = ahead(day -> day * 37 % 21);

        UsedUp used = even.usedUp(100, TODAY.plusDays(30));

        // Today is still to come, and has its 10.
        assertThat(used.expected()).hasValue(TODAY.plusDays(9));
        assertThat(used.earliest()).isEqualTo(used.expected());
        assertThat(even.usedUp(100, TODAY.plusDays(8)).expected()).isEmpty();
        assertThat(even.usedUp(0, TODAY.plusDays(8)).expected()).hasValue(TODAY);
        UsedUp early = wild.usedUp(300, TODAY.plusDays(60));
        assertThat(early.earliest().orElseThrow()).isBefore(early.expected().orElseThrow());
    }

    @Test
    void the_same_past_is_always_told_the_same() {
        List<DailyUse> days = PastUse.WEEKLY.days(1).subList(0, PastUse.PAST);
        History history = new History(days, new DailyUse(days.getLast().date().plusDays(1), 0, 0), 1);

        Estimate told = ((Ahead) Forecast.of(history)).next(30).microUsd();

        assertThat(((Ahead) Forecast.of(history)).next(30).microUsd()).isEqualTo(told);
        assertThat(told.low()).isLessThan(told.expected());
        assertThat(told.high()).isGreaterThan(told.expected());
    }

    @Test
    void no_past_is_too_odd_for_numbers() {
        for (int length = 14; length < 84; length++) {
            int days = length;
            for (IntToLongFunction odd : List.<IntToLongFunction>of(
                    day -> -10, day -> day == 3 ? -1_000 : 1, day -> (long) Math.pow(1.4, day), day -> days - day)) {
                if (Forecast.of(history(days, odd, 0, 1)) instanceof Ahead ahead) {
                    Estimate estimate = ahead.next(30).microUsd();
                    assertThat(estimate.low()).isNotNegative().isLessThanOrEqualTo(estimate.expected());
                    assertThat(estimate.high()).isGreaterThanOrEqualTo(estimate.expected());
                }
            }
        }
    }

    private static Ahead ahead(IntToLongFunction used) {
        return (Ahead) Forecast.of(history(84, used, 0, 1));
    }

    /** So many days up to yesterday, by their number from the first. */
    private static History history(int days, IntToLongFunction used, long today, double left) {
        return new History(
                IntStream.range(0, days)
                        .mapToObj(day -> use(TODAY.minusDays(days - day), used.applyAsLong(day)))
                        .toList(),
                use(TODAY, today),
                left);
    }

    private static DailyUse use(LocalDate date, long value) {
        return new DailyUse(date, value, value);
    }
}
