package klinggateway.anomaly;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import klinggateway.usage.Cube;

/**
 * What a key used in the hours of a day, and of days like it.
 *
 * @param suspicion why the day is looked at
 * @param hours of the day, or of what there is of it
 * @param alike the hours of each day like it
 * @param fraction which part of the last hour there is, 0 to 1
 */
record CloseLook(SpendingWatch.Suspicion suspicion, List<Cube> hours, List<List<Cube>> alike, double fraction) {

    static CloseLook at(SpendingWatch.Suspicion suspicion, Books books, ZoneId zone) {
        Day day = suspicion.day();
        Optional<String> keyId = Optional.of(suspicion.keyId());
        List<List<Cube>> alike = new ArrayList<>();
        for (LocalDate date : suspicion.usual().alike()) {
            alike.add(hourly(Day.of(date, zone), keyId, books));
        }
        Duration last = Duration.between(day.hours().last(), day.end());
        return new CloseLook(
                suspicion,
                hourly(day, keyId, books),
                alike,
                (double) last.toMillis() / Duration.ofHours(1).toMillis());
    }

    private static List<Cube> hourly(Day day, Optional<String> keyId, Books books) {
        return day.hourly(books.usage(keyId, day.hours(), day.end()));
    }

    double[] spent() {
        return Sums.series(hours, Sums::spent);
    }

    /** What is usual in each hour: the mean of days like it but the dearest, since medians of single hours are often zero. */
    double[] usually(ToDoubleFunction<Cube> number) {
        List<List<Cube>> compared = compared();
        double[] usually = new double[hours.size()];
        for (List<Cube> day : compared) {
            for (int i = 0; i < usually.length && i < day.size(); i++) {
                usually[i] += part(i) * number.applyAsDouble(day.get(i)) / compared.size();
            }
        }
        return usually;
    }

    /** Days like it, without the dearest. */
    List<List<Cube>> compared() {
        List<List<Cube>> sorted = new ArrayList<>(alike);
        sorted.sort(Comparator.comparingDouble(
                day -> Arrays.stream(Sums.series(day, Sums::spent)).sum()));
        return sorted.size() > 2 ? sorted.subList(0, sorted.size() - 1) : sorted;
    }

    /** The median of what days like it had spent by the same time. */
    double usuallySoFar() {
        return Sample.median(alike.stream().map(this::soFar).toList());
    }

    /** The most that was spent in so many hours on end of a day like it, but for the dearest one. */
    double highOf(int length) {
        return Sample.secondLargest(alike.stream().map(day -> most(day, length)).toList());
    }

    private double soFar(List<Cube> day) {
        double[] spent = Sums.series(day, Sums::spent);
        double sum = 0;
        for (int i = 0; i < hours.size() && i < spent.length; i++) {
            sum += part(i) * spent[i];
        }
        return sum;
    }

    /** How much of an hour there is; only the last one may be a part. */
    private double part(int hour) {
        return hour == hours.size() - 1 ? fraction : 1;
    }

    private static double most(List<Cube> day, int length) {
        double[] spent = Sums.series(day, Sums::spent);
        double most = 0;
        for (int first = 0; first + length <= spent.length; first++) {
            most = Math.max(most, new Stretch(first, first + length - 1).sum(spent));
        }
        return most;
    }
}
