package klinggateway.pattern;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import klinggateway.usage.Histogram;
import klinggateway.usage.ProductLine;

/**
 * Whether a model's jobs took longer in the last seven days than in the days before. Each job is held against what was
 * usual for its mode before, so that more jobs of a slow mode do not make a model slow; the means of days are compared,
 * as jobs of one day are slow together.
 *
 * @param factor how many times as long they took; 1 where nothing can be told
 * @param before jobs of the days before that were compared
 * @param recent jobs of the last seven days that were compared
 */
public record Change(Verdict verdict, double factor, long before, long recent) {

    /** What can be said. */
    public enum Verdict {
        SLOWER("slower"),
        FASTER("faster"),
        STEADY("steady"),
        /** Too little to tell. */
        UNKNOWN("unknown");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** The word used in answers. */
        public String word() {
            return word;
        }
    }

    /** The days that are held against those before. */
    public static final int RECENT_DAYS = 7;

    /** Fewer recent jobs tell nothing; before, twice as many are needed. */
    public static final int JOBS = 30;

    /** A change by less is not told. */
    public static final double LEAST = 1.2;

    private static final int DAYS = 4;

    /** A day with fewer jobs counts for less than the others, as it is less certain; one with more does not count for more. */
    private static final int JOBS_OF_DAY = 10;

    private static final int JOBS_OF_LINE = 10;

    /** As many standard errors; with so few days, chance makes them one time in a hundred, and seldom a fifth, too. */
    private static final double CLEAR = 3.5;

    static Change of(NavigableMap<LocalDate, Map<ProductLine, Histogram>> days, LocalDate first, LocalDate last) {
        LocalDate begin = last.minusDays(RECENT_DAYS - 1L);
        Collection<Map<ProductLine, Histogram>> earlier =
                days.headMap(begin, false).values();
        Map<ProductLine, Spread> usual = new HashMap<>();
        earlier.forEach(lines -> lines.forEach((line, took) -> usual.merge(line, Spread.of(took), Spread::plus)));
        usual.values().removeIf(spread -> spread.jobs() < JOBS_OF_LINE);
        Sample before = Sample.of(earlier, usual);
        Sample recent = Sample.of(days.tailMap(begin, true).values(), usual);
        boolean isEnough = ChronoUnit.DAYS.between(first, begin) >= RECENT_DAYS
                && before.jobs() >= 2 * JOBS
                && recent.jobs() >= JOBS
                && before.days() >= DAYS
                && recent.days() >= DAYS;
        if (!isEnough) {
            return new Change(Verdict.UNKNOWN, 1, before.jobs(), recent.jobs());
        }
        double change = recent.mean() - before.mean();
        double error = Math.sqrt(before.errorSquared() + recent.errorSquared());
        boolean isClear = Math.abs(change) >= least(usual) && Math.abs(change) > CLEAR * error;
        Verdict verdict = !isClear ? Verdict.STEADY : change > 0 ? Verdict.SLOWER : Verdict.FASTER;
        return new Change(verdict, Math.exp(change), before.jobs(), recent.jobs());
    }

    /** Where all jobs take about as long, all may move to the next range of the histogram at once, a third away. */
    private static double least(Map<ProductLine, Spread> usual) {
        double range = Math.log(Histogram.GROWTH);
        double narrowest =
                usual.values().stream().mapToDouble(Spread::deviation).min().orElse(0);
        return Math.log(LEAST) + Math.max(0, range - narrowest);
    }

    /**
     * Days, each by the mean of how far its jobs are off what is usual, in logarithms.
     *
     * @param errorSquared of the mean, by how far days are from it
     */
    private record Sample(int days, long jobs, double mean, double errorSquared) {

        private record Day(double off, double weight) {}

        static Sample of(Collection<Map<ProductLine, Histogram>> lines, Map<ProductLine, Spread> usual) {
            List<Day> days = new ArrayList<>();
            long jobs = 0;
            for (Map<ProductLine, Histogram> ofDay : lines) {
                double off = 0;
                long count = 0;
                for (Map.Entry<ProductLine, Histogram> line : ofDay.entrySet()) {
                    Spread before = usual.get(line.getKey());
                    if (before != null) {
                        Spread took = Spread.of(line.getValue());
                        off += took.sum() - took.jobs() * before.mean();
                        count += took.jobs();
                    }
                }
                if (count > 0) {
                    days.add(new Day(off / count, Math.min(count, JOBS_OF_DAY)));
                    jobs += count;
                }
            }
            double weights = days.stream().mapToDouble(Day::weight).sum();
            double mean =
                    days.stream().mapToDouble(day -> day.weight() * day.off()).sum() / weights;
            double squares = days.stream()
                    .mapToDouble(day -> Math.pow(day.weight() * (day.off() - mean), 2))
                    .sum();
            return new Sample(
                    days.size(), jobs, mean, squares / (weights * weights) * days.size() / (days.size() - 1.0));
        }
    }

    /** Sums by which a mean and what is around it are known. */
    private record Spread(long jobs, double sum, double squares) {

        static Spread of(Histogram took) {
            double[] sums = new double[2];
            took.counts().forEach((range, count) -> {
                double value = range * Math.log(Histogram.GROWTH);
                sums[0] += count * value;
                sums[1] += count * value * value;
            });
            return new Spread(took.total(), sums[0], sums[1]);
        }

        Spread plus(Spread other) {
            return new Spread(jobs + other.jobs, sum + other.sum, squares + other.squares);
        }

        double mean() {
            return sum / jobs;
        }

        double deviation() {
            return jobs < 2 ? 0 : Math.sqrt(Math.max(0, (squares - sum * sum / jobs) / (jobs - 1)));
        }
    }
}
