package klinggateway.usage;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.Order;

/**
 * Usage folded by cell. Folding is addition: the cube of two lists of items is the sum of their cubes, in any order and
 * any grouping, which is what makes rollups of rollups right.
 */
public record Cube(Map<Cell, Measures> cells, Map<ProductLine, Times> times) {

    public static final Cube EMPTY = new Cube(Map.of(), Map.of());

    public Cube {
        cells = Map.copyOf(cells);
        times = Map.copyOf(times);
    }

    public static Cube of(Collection<UsageItem> items) {
        Map<Cell, Measures> sums = new HashMap<>();
        Map<ProductLine, Times> times = new HashMap<>();
        for (UsageItem item : items) {
            UsageEntry entry = item.entry();
            entry.from()
                    .ifPresent(from -> add(
                            sums,
                            cell(entry, from, entry.errorClassBefore()),
                            measures(entry, entry.before()).negated()));
            add(
                    sums,
                    cell(entry, entry.status(), entry.errorClass()),
                    measures(entry, entry.after()).plus(processing(entry)));
            add(times, entry);
        }
        return new Cube(sums, times);
    }

    /** The sum of all of them. */
    public static Cube sum(Collection<Cube> cubes) {
        Map<Cell, Measures> sums = new HashMap<>();
        Map<ProductLine, Times> times = new HashMap<>();
        for (Cube cube : cubes) {
            cube.cells.forEach((cell, measures) -> add(sums, cell, measures));
            cube.times.forEach((line, more) -> times.merge(line, more, Times::plus));
        }
        return new Cube(sums, times);
    }

    /** What passes {@code filter}; without times if those are not kept by what it asks for. */
    public Cube where(Filter filter) {
        Map<Cell, Measures> kept = new HashMap<>();
        cells.forEach((cell, measures) -> {
            if (filter.passes(cell)) {
                kept.put(cell, measures);
            }
        });
        Map<ProductLine, Times> timesKept = new HashMap<>();
        times.forEach((line, ofLine) -> {
            if (filter.knowsTimes() && filter.passes(line)) {
                timesKept.put(line, ofLine);
            }
        });
        return new Cube(kept, timesKept);
    }

    /** Everything added up. */
    public Measures total() {
        return cells.values().stream().reduce(Measures.ZERO, Measures::plus);
    }

    /** The sums by one dimension, in the order of its values. */
    public Map<String, Measures> by(Dimension dimension) {
        Map<String, Measures> sums = new TreeMap<>();
        cells.forEach((cell, measures) -> sums.merge(dimension.of(cell), measures, Measures::plus));
        sums.values().removeIf(Measures.ZERO::equals);
        return sums;
    }

    /** The sums by several dimensions at once, under their values. */
    public Map<List<String>, Measures> by(List<Dimension> dimensions) {
        Map<List<String>, Measures> sums = new HashMap<>();
        cells.forEach((cell, measures) -> sums.merge(
                dimensions.stream().map(dimension -> dimension.of(cell)).toList(), measures, Measures::plus));
        return sums;
    }

    private static Cell cell(UsageEntry entry, Status status, Optional<ErrorClass> errorClass) {
        Order order = entry.order();
        return new Cell(
                entry.source(),
                order.productType(),
                order.pool().word(),
                order.kind(),
                order.model(),
                order.mode(),
                DurationBucket.of(order.seconds()),
                status,
                errorClass.map(ErrorClass::word).orElse(Cell.NO_ERROR));
    }

    private static Measures measures(UsageEntry entry, Charge charge) {
        return new Measures(
                1,
                charge.milliUnits(),
                charge.microUsd(),
                entry.estimatedMicroUsd(),
                charge.settled() ? charge.microUsd() : 0,
                entry.order().seconds(),
                0,
                0,
                entry.isDuplicate() ? 1 : 0,
                entry.isDuplicate() ? charge.microUsd() : 0);
    }

    private static Measures processing(UsageEntry entry) {
        return entry.took()
                .processing()
                .map(time -> new Measures(0, 0, 0, 0, 0, 0, 1, time.toMillis(), 0, 0))
                .orElse(Measures.ZERO);
    }

    private static void add(Map<ProductLine, Times> times, UsageEntry entry) {
        if (entry.took().processing().isPresent() || entry.took().waiting().isPresent()) {
            Order order = entry.order();
            times.merge(
                    new ProductLine(order.productType(), order.model(), order.mode()),
                    new Times(
                            entry.took().processing().map(Histogram::of).orElse(Histogram.EMPTY),
                            entry.took().waiting().map(Histogram::of).orElse(Histogram.EMPTY)),
                    Times::plus);
        }
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
