package klinggateway.aws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Dimension;
import klinggateway.usage.Histogram;
import klinggateway.usage.Measures;
import klinggateway.usage.ProductLine;
import klinggateway.usage.Status;
import klinggateway.usage.Times;
import klinggateway.usage.Totals;

/**
 * Rollups as bytes. They are kept for ever, so a format can only be added to: numbers that an older version did not write are
 * 0, and members it did not know are passed over.
 */
final class RollupCodec {

    private static final int FORMAT = 1;
    private static final int WORDS_OF_A_CELL = 9;
    private static final int WORDS_OF_A_LINE = 3;

    private RollupCodec() {}

    /**
     * A cube in rows of numbers: first the words of the row, by their places in {@code words}, then its measures.
     *
     * @param processing of each product line: its words, then ranges and counts in turns
     * @param waiting the same
     */
    private record Rows(
            int format, List<String> words, List<long[]> cells, List<long[]> processing, List<long[]> waiting) {}

    /**
     * Totals.
     *
     * @param sums by dimension and value
     * @param times ranges and counts in turns, of processing and of waiting
     */
    private record Sums(int format, Map<String, Map<String, long[]>> sums, List<long[]> times) {}

    private record Keys(int format, Map<String, long[]> keys) {}

    static byte[] write(Cube cube) {
        Words words = new Words();
        List<long[]> cells = new ArrayList<>();
        sorted(cube.cells())
                .forEach((cell, measures) -> cells.add(joined(
                        words.places(
                                cell.source(),
                                cell.productType(),
                                cell.pool(),
                                cell.kind(),
                                cell.model(),
                                cell.mode(),
                                cell.bucket(),
                                cell.status().word(),
                                cell.errorClass()),
                        numbers(measures))));
        List<long[]> processing = new ArrayList<>();
        List<long[]> waiting = new ArrayList<>();
        sorted(cube.times()).forEach((line, times) -> {
            long[] places = words.places(line.productType(), line.model(), line.mode());
            processing.add(joined(places, numbers(times.processing())));
            waiting.add(joined(places, numbers(times.waiting())));
        });
        return DeflatedJson.write(new Rows(FORMAT, words.all(), cells, processing, waiting));
    }

    static Cube readCube(byte[] bytes) {
        Rows rows = DeflatedJson.read(bytes, Rows.class);
        List<String> words = rows.words();
        Map<Cell, Measures> cells = new HashMap<>();
        for (long[] row : rows.cells()) {
            cells.put(cell(words, row), measures(row, WORDS_OF_A_CELL));
        }
        Map<ProductLine, Times> times = new HashMap<>();
        for (long[] row : rows.processing()) {
            times.merge(line(words, row), new Times(histogram(row, WORDS_OF_A_LINE), Histogram.EMPTY), Times::plus);
        }
        for (long[] row : rows.waiting()) {
            times.merge(line(words, row), new Times(Histogram.EMPTY, histogram(row, WORDS_OF_A_LINE)), Times::plus);
        }
        return new Cube(cells, times);
    }

    static byte[] write(Totals totals) {
        Map<String, Map<String, long[]>> sums = new LinkedHashMap<>();
        for (Dimension dimension : Dimension.values()) {
            sums.put(dimension.word(), numbers(totals.by(dimension)));
        }
        return DeflatedJson.write(new Sums(
                FORMAT,
                sums,
                List.of(
                        numbers(totals.times().processing()),
                        numbers(totals.times().waiting()))));
    }

    static Totals readTotals(byte[] bytes) {
        Sums read = DeflatedJson.read(bytes, Sums.class);
        Map<Dimension, Map<String, Measures>> sums = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            sums.put(dimension, measures(read.sums().getOrDefault(dimension.word(), Map.of())));
        }
        return new Totals(
                sums,
                new Times(
                        histogram(read.times().get(0), 0),
                        histogram(read.times().get(1), 0)));
    }

    static byte[] writeKeys(Map<String, Measures> keys) {
        return DeflatedJson.write(new Keys(FORMAT, numbers(keys)));
    }

    static Map<String, Measures> readKeys(byte[] bytes) {
        return measures(DeflatedJson.read(bytes, Keys.class).keys());
    }

    /** Alike rows next to each other take less room. */
    private static <K, V> Map<K, V> sorted(Map<K, V> map) {
        Map<K, V> sorted = new TreeMap<>(Comparator.comparing(Object::toString));
        sorted.putAll(map);
        return sorted;
    }

    private static Cell cell(List<String> words, long[] row) {
        int at = 0;
        return new Cell(
                words.get((int) row[at++]),
                words.get((int) row[at++]),
                words.get((int) row[at++]),
                words.get((int) row[at++]),
                words.get((int) row[at++]),
                words.get((int) row[at++]),
                words.get((int) row[at++]),
                Status.ofWord(words.get((int) row[at++])),
                words.get((int) row[at]));
    }

    private static ProductLine line(List<String> words, long[] row) {
        return new ProductLine(words.get((int) row[0]), words.get((int) row[1]), words.get((int) row[2]));
    }

    private static Map<String, long[]> numbers(Map<String, Measures> sums) {
        Map<String, long[]> numbers = new TreeMap<>();
        sums.forEach((name, measures) -> numbers.put(name, numbers(measures)));
        return numbers;
    }

    private static Map<String, Measures> measures(Map<String, long[]> numbers) {
        Map<String, Measures> sums = new TreeMap<>();
        numbers.forEach((name, row) -> sums.put(name, measures(row, 0)));
        return sums;
    }

    private static long[] numbers(Measures measures) {
        return new long[] {
            measures.calls(),
            measures.milliUnits(),
            measures.microUsd(),
            measures.estimatedMicroUsd(),
            measures.settledMicroUsd(),
            measures.seconds(),
            measures.timed(),
            measures.processingMs()
        };
    }

    private static Measures measures(long[] row, int start) {
        long[] all = Arrays.copyOfRange(row, start, start + 8);
        return new Measures(all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7]);
    }

    private static long[] numbers(Histogram histogram) {
        return new TreeMap<>(histogram.counts())
                .entrySet().stream()
                        .flatMapToLong(entry -> LongStream.of(entry.getKey(), entry.getValue()))
                        .toArray();
    }

    private static Histogram histogram(long[] row, int start) {
        Map<Integer, Long> counts = new HashMap<>();
        for (int i = start; i < row.length; i += 2) {
            counts.put((int) row[i], row[i + 1]);
        }
        return new Histogram(counts);
    }

    private static long[] joined(long[] first, long[] second) {
        long[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** The words of a cube, each once. */
    private static final class Words {

        private final Map<String, Integer> places = new LinkedHashMap<>();

        long[] places(String... words) {
            return Arrays.stream(words)
                    .mapToLong(word -> places.computeIfAbsent(word, unseen -> places.size()))
                    .toArray();
        }

        List<String> all() {
            return List.copyOf(places.keySet());
        }
    }
}
