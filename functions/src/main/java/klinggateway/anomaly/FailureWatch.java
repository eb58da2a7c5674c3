package klinggateway.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Dimension;
import klinggateway.usage.Filter;
import klinggateway.usage.Status;

/** Finds the hours in which unusually many of a model's jobs failed, of one key or of everyone. */
record FailureWatch(Books books, ZoneId zone) {

    /** Fewer failures too many than this are never told. */
    private static final double FLOOR = 5;

    private static final double SUSPICIOUS_SPREADS = 4;
    private static final double TOO_MANY_SPREADS = 5;
    private static final double TOO_MANY = 3;
    private static final double TOO_MUCH = 0.15;
    private static final double ABOVE_HIGH = 1.25;

    /** A model that has ended fewer jobs than this is expected to fail as often as all of them do. */
    private static final double FEWEST = 20;

    /** The share of a day with fewer jobs than this says little. */
    private static final double FEWEST_OF_DAY = 10;

    /** The worst days are left out of what is usual. */
    private static final int WORST = 2;

    /** What is never expected to fail may fail so often all the same. */
    private static final double NEVER = 0.02;

    /** How far shares of days are from each other where too few are known. */
    private static final double UNKNOWN_SPREAD = 0.05;

    /** Jobs of a model that ended in some time. */
    private record Ended(double failed, double all) {

        static Ended of(Cube cube, Optional<String> model) {
            double failed = 0;
            double all = 0;
            for (var entry : cube.cells().entrySet()) {
                Cell cell = entry.getKey();
                if (model.filter(name -> !name.equals(cell.model())).isEmpty() && isEnd(cell)) {
                    all += entry.getValue().calls();
                    failed += cell.status() == Status.FAILED ? entry.getValue().calls() : 0;
                }
            }
            return new Ended(failed, all);
        }

        double share() {
            return all > 0 ? failed / all : 0;
        }
    }

    /** What is usual of a model: the share that fails, how far days are from it, and the second worst of them. */
    private record Usual(double share, double spread, double high) {

        /** By how many standard deviations too many have failed. */
        double spreads(Ended ended) {
            double likely = Math.max(share, NEVER);
            double chance = ended.all * likely * (1 - likely);
            double days = spread * ended.all;
            return (ended.failed - share * ended.all) / Math.sqrt(Math.max(1e-9, chance + days * days));
        }

        double excess(Ended ended) {
            return ended.failed - share * ended.all;
        }
    }

    /** A day of a model that is worth a closer look. */
    record Suspicion(Optional<String> keyId, String model, Day day, Usual usual, List<Cube> past, double weight) {}

    /** Which of {@code days} are worth a closer look, the least usual first. */
    List<Suspicion> suspicions(Optional<String> keyId, Map<Instant, Cube> usage, List<Day> days) {
        NavigableMap<LocalDate, Cube> byDay = new TreeMap<>();
        usage.forEach((start, cube) -> byDay.put(start.atZone(zone).toLocalDate(), cube));
        List<Suspicion> found = new ArrayList<>();
        for (Day day : days) {
            Cube ofDay = byDay.getOrDefault(day.date(), Cube.EMPTY);
            List<Cube> past = List.copyOf(byDay.subMap(day.date().minusWeeks(Search.WEEKS), day.date())
                    .values());
            for (String model : failing(ofDay)) {
                Ended ended = Ended.of(ofDay, Optional.of(model));
                Usual usual = usual(past, model);
                double spreads = usual.spreads(ended);
                if (usual.excess(ended) >= FLOOR
                        && spreads >= SUSPICIOUS_SPREADS
                        && ended.share() >= ABOVE_HIGH * usual.high) {
                    found.add(new Suspicion(keyId, model, day, usual, past, spreads));
                }
            }
        }
        found.sort(Comparator.comparingDouble((Suspicion suspicion) -> -suspicion.weight)
                .thenComparing(Suspicion::model)
                .thenComparing(suspicion -> suspicion.day.start()));
        return found;
    }

    /** What a closer look at the hours of the day shows. */
    Optional<Anomaly> verdict(Suspicion suspicion) {
        Day day = suspicion.day;
        List<Cube> hours = day.hourly(books.usage(suspicion.keyId, day.hours(), day.end()));
        double[] excess = Sums.series(hours, cube -> excess(suspicion, cube));
        return Stretch.sharp(excess).flatMap(stretch -> verdict(suspicion, hours, stretch));
    }

    private Optional<Anomaly> verdict(Suspicion suspicion, List<Cube> hours, Stretch stretch) {
        Usual usual = suspicion.usual;
        Ended ended = Ended.of(Cube.sum(stretch.of(hours)), Optional.of(suspicion.model));
        boolean isTooMuch = usual.excess(ended) >= FLOOR
                && usual.spreads(ended) >= TOO_MANY_SPREADS
                && ended.share() >= Math.max(TOO_MANY * usual.share, usual.share + TOO_MUCH);
        return isTooMuch ? Optional.of(explained(suspicion, hours, stretch, ended)) : Optional.empty();
    }

    private Anomaly explained(Suspicion suspicion, List<Cube> hours, Stretch stretch, Ended ended) {
        Day day = suspicion.day;
        List<Instant> starts = List.copyOf(day.hours());
        Instant first = starts.get(stretch.first());
        Instant end = starts.get(stretch.last()).plus(Duration.ofHours(1));
        // What is usual is taken off by the number itself.
        Onset onset = Onset.of(
                        books,
                        suspicion.keyId,
                        day,
                        cube -> excess(suspicion, cube),
                        Sums.series(hours, cube -> excess(suspicion, cube)),
                        new double[hours.size()])
                .orElse(new Onset(first, Duration.ofHours(1)));
        return new Anomaly(
                Anomaly.Kind.FAILURES,
                suspicion.keyId,
                Optional.of(suspicion.model),
                first,
                end.isBefore(day.end()) ? end : day.end(),
                Anomaly.Extent.HOURS,
                suspicion.usual.share,
                ended.share(),
                Math.round(ended.all),
                onset.at(),
                onset.precision(),
                because(suspicion, Cube.sum(stretch.of(hours))),
                false);
    }

    /** Failures by reason beside those of the past, and by all else beside what ended. */
    private static List<Because> because(Suspicion suspicion, Cube then) {
        List<Dimension> dimensions = Because.OF_FAILURES;
        List<Cube> ofModel = List.of(then.where(only(suspicion.model)));
        List<Cube> past = suspicion.past.stream()
                .map(cube -> cube.where(only(suspicion.model)))
                .toList();
        Sums.Amount failed = (cell, measures) -> cell.status() == Status.FAILED ? measures.calls() : 0;
        Sums.Amount ended = (cell, measures) -> isEnd(cell) ? measures.calls() : 0;
        Map<Dimension, Map<String, Double>> usual =
                new EnumMap<>(Sums.by(dimensions, ofModel, ended, suspicion.usual.share));
        double all = Ended.of(ofModel.getFirst(), Optional.empty()).all;
        double allPast = past.stream()
                .mapToDouble(cube -> Ended.of(cube, Optional.empty()).all)
                .sum();
        usual.put(
                Dimension.REASON,
                allPast > 0
                        ? Sums.by(List.of(Dimension.REASON), past, failed, all / allPast)
                                .getOrDefault(Dimension.REASON, Map.of())
                        : new HashMap<>());
        return Because.of(dimensions, Sums.by(dimensions, ofModel, failed, 1), usual);
    }

    private static double excess(Suspicion suspicion, Cube cube) {
        return suspicion.usual.excess(Ended.of(cube, Optional.of(suspicion.model)));
    }

    private static Usual usual(List<Cube> past, String model) {
        List<Ended> ofModel =
                past.stream().map(cube -> Ended.of(cube, Optional.of(model))).toList();
        double known = ofModel.stream().mapToDouble(Ended::all).sum();
        List<Ended> taken = known >= FEWEST
                ? ofModel
                : past.stream().map(cube -> Ended.of(cube, Optional.empty())).toList();
        double share = withoutTheWorst(taken).share();
        List<Double> shares = ofModel.stream()
                .filter(day -> day.all >= FEWEST_OF_DAY)
                .map(Ended::share)
                .toList();
        double spread = shares.size() < 5
                ? UNKNOWN_SPREAD
                : Sample.spread(shares.stream().map(of -> of - share).toList());
        return new Usual(share, spread, shares.size() < 2 ? 0 : Sample.secondLargest(shares));
    }

    private static Ended withoutTheWorst(List<Ended> days) {
        double share = sum(days).share();
        List<Ended> sorted = new ArrayList<>(days);
        sorted.sort(Comparator.comparingDouble(day -> day.failed - share * day.all));
        return sum(sorted.subList(0, days.size() > 2 * WORST ? days.size() - WORST : days.size()));
    }

    private static Ended sum(List<Ended> days) {
        return new Ended(
                days.stream().mapToDouble(Ended::failed).sum(),
                days.stream().mapToDouble(Ended::all).sum());
    }

    private static Set<String> failing(Cube cube) {
        Set<String> models = new TreeSet<>();
        cube.cells().keySet().stream()
                .filter(cell -> cell.status() == Status.FAILED)
                .forEach(cell -> models.add(cell.model()));
        return models;
    }

    private static Filter only(String model) {
        return new Filter(Map.of(Dimension.MODEL, Set.of(model)));
    }

    private static boolean isEnd(Cell cell) {
        return cell.status() == Status.SUCCEEDED || cell.status() == Status.FAILED;
    }
}
