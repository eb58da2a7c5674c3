package klinggateway.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import klinggateway.usage.Cube;

/**
 * When something began.
 *
 * @param precision how finely that is told apart
 */
record Onset(Instant at, Duration precision) {

    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * The beginning of what is too much on a day, as finely as it can be told apart.
     *
     * @param number what is counted
     * @param counted what was counted in each hour of the day
     * @param usual what is usual in each hour
     */
    static Optional<Onset> of(
            Books books,
            Optional<String> keyId,
            Day day,
            ToDoubleFunction<Cube> number,
            double[] counted,
            double[] usual) {
        double[] excess = Sums.minus(counted, usual);
        return Stretch.sharp(excess).map(stretch -> {
            List<Instant> hours = List.copyOf(day.hours());
            // It may have begun at the end of the hour before, which then has little of it.
            int before = Math.max(0, stretch.first() - 1);
            Instant to = earlier(hours.get(stretch.first()).plus(HOUR), day.end());
            Duration precision = books.finest(hours.get(before));
            NavigableSet<Instant> steps = Day.steps(hours.get(before), to, precision);
            double[] fine = Sums.series(Day.inOrder(steps, books.usage(keyId, steps, to)), number);
            double low = stretch.low(excess);
            int inAnHour = (int) HOUR.dividedBy(precision);
            for (int i = 0; i < fine.length; i++) {
                fine[i] -= (usual[before + i / inAnHour] + low) / inAnHour;
            }
            return Stretch.most(fine)
                    .map(found -> new Onset(List.copyOf(steps).get(found.first()), precision))
                    .orElse(new Onset(hours.get(stretch.first()), HOUR));
        });
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
