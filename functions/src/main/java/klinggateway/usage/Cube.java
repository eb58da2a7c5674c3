package klinggateway.usage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import klinggateway.job.ErrorClass;
import klinggateway.job.Order;

/**
 * Usage folded by cell. Folding is addition: the cube of two lists of items is the sum of their cubes, in any order and
 * any grouping, which is what makes rollups of rollups right.
 */
public record Cube(Map<Cell, Measures> cells) {

    public static final Cube EMPTY = new Cube(Map.of());

    public Cube {
        cells = Map.copyOf(cells);
    }

    public static Cube of(Collection<UsageItem> items) {
        Map<Cell, Measures> sums = new HashMap<>();
        for (UsageItem item : items) {
            UsageEntry entry = item.entry();
            int seconds = entry.order().seconds();
            entry.from()
                    .ifPresent(from -> add(
                            sums,
                            cell(entry, from, entry.errorClassBefore()),
                            Measures.of(1, entry.before(), seconds).negated()));
            Measures now = Measures.of(1, entry.after(), seconds);
            add(
                    sums,
                    cell(entry, entry.status(), entry.errorClass()),
                    entry.processing()
                            .map(time -> now.withProcessing(time.toMillis()))
                            .orElse(now));
        }
        return new Cube(sums);
    }

    /** The sum of all of them. */
    public static Cube sum(Collection<Cube> cubes) {
        Map<Cell, Measures> sums = new HashMap<>();
        cubes.forEach(cube -> cube.cells.forEach((cell, measures) -> add(sums, cell, measures)));
        return new Cube(sums);
    }

    /** The cells that {@code condition} holds for. */
    public Cube where(Predicate<Cell> condition) {
        Map<Cell, Measures> kept = new HashMap<>();
        cells.forEach((cell, measures) -> {
            if (condition.test(cell)) {
                kept.put(cell, measures);
            }
        });
        return new Cube(kept);
    }

    /** Everything added up. */
    public Measures total() {
        return cells.values().stream().reduce(Measures.ZERO, Measures::plus);
    }

    /** The sums by one dimension, in the order of its values. */
    public Map<String, Measures> by(Function<Cell, String> dimension) {
        Map<String, Measures> sums = new TreeMap<>();
        cells.forEach((cell, measures) -> sums.merge(dimension.apply(cell), measures, Measures::plus));
        return sums;
    }

    private static Cell cell(UsageEntry entry, Status status, Optional<ErrorClass> errorClass) {
        Order order = entry.order();
        return new Cell(
                Cell.GATEWAY,
                order.productType(),
                order.pool().word(),
                order.kind(),
                order.model(),
                order.mode(),
                DurationBucket.of(order.seconds()),
                status,
                errorClass.map(ErrorClass::word).orElse(Cell.NO_ERROR));
    }

    private static void add(Map<Cell, Measures> sums, Cell cell, Measures measures) {
        Measures sum = sums.getOrDefault(cell, Measures.ZERO).plus(measures);
        if (sum.equals(Measures.ZERO)) {
            sums.remove(cell);
        } else {
            sums.put(cell, sum);
        }
    }
}
