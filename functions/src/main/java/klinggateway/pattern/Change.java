package klinggateway.pattern;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
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
    private static final int JOBS_OF_DAY = 3;
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
                && before.days().jobs() >= DAYS
                && recent.days().jobs() >= DAYS;
        if (!isEnough) {
            return new Change(Verdict.UNKNOWN, 1, before.jobs(), recent.jobs());
        }
        double change = recent.days().mean() - before.days().mean();
        double error = Math.sqrt(before.days().errorSquared() + recent.days().errorSquared());
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
     * @param days of which there are enough jobs
     */
    private record Sample(Spread days, long jobs) {

        static Sample of(Collection<Map<ProductLine, Histogram>> days, Map<ProductLine, Spread> usual) {
            Spread means = Spread.NONE;
            long jobs = 0;
            for (Map<ProductLine, Histogram> lines : days) {
                double off = 0;
                long ofDay = 0;
                for (Map.Entry<ProductLine, Histogram> line : lines.entrySet()) {
                    Spread before = usual.get(line.getKey());
                    if (before != null) {
                        Spread took = Spread.of(line.getValue());
                        off += took.sum() - took.jobs() * before.mean();
                        ofDay += took.jobs();
                    }
                }
                jobs += ofDay;
                means = ofDay < JOBS_OF_DAY ? means : means.plus(Spread.of(off / ofDay));
            }
            return new Sample(means, jobs);
        }
    }

    /** Sums by which a mean and what is around it are known. */
    private record Spread(long jobs, double sum, double squares) {

        static final Spread NONE = new Spread(0, 0, 0);

        static Spread of(double value) {
            return new Spread(1, value, value * value);
        }

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
            return Math.sqrt(variance());
        }

        double errorSquared() {
            return variance() / jobs;
        }

        private double variance() {
            return jobs < 2 ? 0 : Math.max(0, (squares - sum * sum / jobs) / (jobs - 1));
        }
    }
}
