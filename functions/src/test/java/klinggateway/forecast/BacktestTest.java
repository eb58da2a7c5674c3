package klinggateway.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
    void a_single_day_says_how_near_it_is_on_workdays_and_on_weekends() {
        DaysBacktest found = DaysBacktest.mean(Arrays.stream(PastUse.values())
                .map(use -> DaysBacktest.of(use, LongStream.range(0, 15)))
                .toList());

        assertThat(found.within()).isBetween(0.75, 0.9);
        assertThat(found.onWorkdays()).isBetween(0.75, 0.9);
        assertThat(found.onWeekends()).isBetween(0.75, 0.97);
    }
}
