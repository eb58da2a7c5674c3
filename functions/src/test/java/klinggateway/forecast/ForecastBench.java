package klinggateway.forecast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Measures how far forecasts are off, on other pasts than those that they were made with. {@code docs/performance.md} says how to
 * start it, and what came of it. Writes {@code target/forecast-bench.md}.
 */
class ForecastBench {

    private static final Path RESULT = Path.of("target", "forecast-bench.md");
    private static final long FIRST_SEED = 10_000;
    private static final int SEEDS = Integer.getInteger("bench.seeds", 500);

    @Test
    void how_far_forecasts_are_off() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int horizon : new int[] {7, 30}) {
            lines.add("");
            lines.add("| " + horizon + " days | forecast | last week once more | straight line | within 80 % |");
            lines.add("|---|---|---|---|---|");
            List<Backtest> all = new ArrayList<>();
            for (PastUse use : PastUse.values()) {
                all.add(Backtest.of(use, LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS), horizon));
                lines.add(line(use.name().toLowerCase(Locale.ROOT).replace('_', ' '), all.getLast()));
            }
            lines.add(line("**all**", Backtest.mean(all)));
        }
        lines.addAll(days());
        lines.forEach(System.out::println);
        Files.write(RESULT, lines);
    }

    private static List<String> days() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("| single days | within 80 % | workdays | weekends | from low to high |");
        lines.add("|---|---|---|---|---|");
        List<DaysBacktest> all = new ArrayList<>();
        for (PastUse use : PastUse.values()) {
            all.add(DaysBacktest.of(use, LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)));
            lines.add(line(use.name().toLowerCase(Locale.ROOT).replace('_', ' '), all.getLast()));
        }
        lines.add(line("**all**", DaysBacktest.mean(all)));
        return lines;
    }

    private static String line(String name, DaysBacktest found) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f %% | %.0f %% | %.0f %% | %.0f %% of a day |",
                name,
                100 * found.within(),
                100 * found.onWorkdays(),
                100 * found.onWeekends(),
                100 * found.width());
    }

    private static String line(String name, Backtest found) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f %% | %.1f %% | %.1f %% | %.0f %% |",
                name,
                100 * found.forecast(),
                100 * found.lastWeek(),
                100 * found.line(),
                100 * found.within());
    }
}
