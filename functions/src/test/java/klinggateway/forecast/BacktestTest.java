package klinggateway.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether forecasts are worth being made; {@link ForecastBench} looks at more pasts, one kind after the other. */
class BacktestTest {

    @ParameterizedTest
    @ValueSource(ints = {7, 30})
    void a_forecast_is_nearer_than_last_week_or_a_line_and_says_how_near(int horizon) {
        Backtest found = Backtest.mean(Arrays.stream(PastUse.values())
                .map(use -> Backtest.of(use, LongStream.range(0, 15), horizon))
                .toList());

        assertThat(found.forecast()).isLessThan(0.8 * found.lastWeek()).isLessThan(0.8 * found.line());
        assertThat(found.within()).isBetween(0.75, 0.9);
    }

    @Test
    void a_week_says_how_near_it_is_and_expects_what_its_days_do() {
        List<Boolean> within = new ArrayList<>();
        for (PastUse use : PastUse.values()) {
            for (long seed = 0; seed < 15; seed++) {
                List<DailyUse> days = use.days(seed);
                Forecast.Ahead ahead = (Forecast.Ahead)
                        Forecast.of(new History(days.subList(0, PastUse.PAST), days.get(PastUse.PAST), 0.3));
                List<Forecast.Expected> each = ahead.each(PastUse.AHEAD);
                int first = 0;
                for (Forecast.Expected week : ahead.weeks(PastUse.AHEAD)) {
                    int next = (int) ChronoUnit.DAYS.between(each.getFirst().first(), week.last()) + 1;
                    assertThat(each.subList(first, next).stream()
                                    .mapToLong(day -> day.microUsd().expected())
                                    .sum())
                            .isEqualTo(week.microUsd().expected());
                    if (first > 0) {
                        long actual = days.subList(PastUse.PAST + first, PastUse.PAST + next).stream()
                                .mapToLong(DailyUse::microUsd)
                                .sum();
                        within.add(week.microUsd().low() <= actual
                                && actual <= week.microUsd().high());
                    }
                    first = next;
                }
            }
        }

        double share = within.stream().filter(Boolean::booleanValue).count() / (double) within.size();
        System.out.printf(Locale.ROOT, "%d whole weeks, of which %.3f were within%n", within.size(), share);
        assertThat(share).isBetween(0.75, 0.9);
    }

    @Test
    void a_single_day_says_how_near_it_is_on_workdays_and_on_weekends() {
        DaysBacktest found = DaysBacktest.mean(Arrays.stream(PastUse.values())
                .map(use -> DaysBacktest.of(use, LongStream.range(0, 15)))
                .toList());

        assertThat(found.within()).isBetween(0.75, 0.9);
        assertThat(found.onWorkdays()).isBetween(0.75, 0.9);
        assertThat(found.onWeekends()).isBetween(0.75, 0.97);
    }
}
