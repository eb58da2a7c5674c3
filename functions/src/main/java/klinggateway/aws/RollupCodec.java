package klinggateway.aws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import klinggateway.aws.Sheet.Row;
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
 * 0, and what is written later stands behind what is written now.
 */
final class RollupCodec {

    private static final int FORMAT = 1;
    private static final int MEASURES = 10;

    private RollupCodec() {}

    /** One sheet of cells and one of product lines. */
    static byte[] write(Cube cube) {
        List<Row> cells = new ArrayList<>();
        cube.cells().forEach((cell, measures) -> cells.add(new Row(words(cell), numbers(measures, secondsOf(cell)))));
        List<Row> lines = new ArrayList<>();
        cube.times()
                .forEach((line, times) ->
                        lines.add(new Row(List.of(line.productType(), line.model(), line.mode()), numbers(times))));
        return Sheet.write(FORMAT, List.of(sorted(cells), sorted(lines)));
    }

    static Cube readCube(byte[] bytes) {
        List<Sheet> sheets = Sheet.read(FORMAT, bytes);
        Map<Cell, Measures> cells = new HashMap<>();
        for (Row row : sheets.get(0).rows()) {
            Cell cell = cell(row.words());
            cells.put(cell, measures(row.numbers(), secondsOf(cell)));
        }
        Map<ProductLine, Times> times = new HashMap<>();
        for (Row row : sheets.get(1).rows()) {
            times.put(
                    new ProductLine(
                            row.words().get(0), row.words().get(1), row.words().get(2)),
                    times(row.numbers()));
        }
        return new Cube(cells, times);
    }

    /** One sheet of all dimensions' values and one with the only row of times. */
    static byte[] write(Totals totals) {
        List<Row> sums = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            totals.by(dimension)
                    .forEach((value, measures) ->
                            sums.add(new Row(List.of(dimension.word(), value), numbers(measures, 0))));
        }
        Sheet times = new Sheet(List.of(new Row(List.of(), numbers(totals.times()))));
        return Sheet.write(FORMAT, List.of(new Sheet(sums), times));
    }

    static Totals readTotals(byte[] bytes) {
        List<Sheet> sheets = Sheet.read(FORMAT, bytes);
        Map<Dimension, Map<String, Measures>> sums = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            Map<String, Measures> ofDimension = new TreeMap<>();
            for (Row row : sheets.get(0).rows()) {
                if (row.words().get(0).equals(dimension.word())) {
                    ofDimension.put(row.words().get(1), measures(row.numbers(), 0));
                }
            }
            sums.put(dimension, ofDimension);
        }
        return new Totals(sums, times(sheets.get(1).rows().getFirst().numbers()));
    }

    static byte[] writeKeys(Map<String, Measures> keys) {
        List<Row> rows = new ArrayList<>();
        keys.forEach((keyId, measures) -> rows.add(new Row(List.of(keyId), numbers(measures, 0))));
        return Sheet.write(FORMAT, List.of(sorted(rows)));
    }

    static Map<String, Measures> readKeys(byte[] bytes) {
        Map<String, Measures> keys = new TreeMap<>();
        Sheet.read(FORMAT, bytes)
                .getFirst()
                .rows()
                .forEach(row -> keys.put(row.words().getFirst(), measures(row.numbers(), 0)));
        return keys;
    }

    /** Alike rows next to each other take less room. */
    private static Sheet sorted(List<Row> rows) {
        rows.sort(Comparator.comparing(row -> String.join("#", row.words())));
        return new Sheet(rows);
    }

    private static List<String> words(Cell cell) {
        return List.of(
                cell.source(),
                cell.productType(),
                cell.pool(),
                cell.kind(),
                cell.model(),
                cell.mode(),
                cell.bucket(),
                cell.status().word(),
                cell.errorClass());
    }

    private static Cell cell(List<String> words) {
        Iterator<String> word = words.iterator();
        return new Cell(
                word.next(),
                word.next(),
                word.next(),
                word.next(),
                word.next(),
                word.next(),
                word.next(),
                Status.ofWord(word.next()),
                word.next());
    }

    /** The seconds of each job in a cell, where they are all the same. */
    private static long secondsOf(Cell cell) {
        return cell.bucket().chars().allMatch(Character::isDigit) ? Long.parseLong(cell.bucket()) : 0;
    }

    /** As differences from what is to be expected, where anything is: that jobs cost what they were estimated at, and so on. */
    private static long[] numbers(Measures measures, long secondsEach) {
        return new long[] {
            measures.calls(),
            measures.milliUnits(),
            measures.microUsd(),
            measures.estimatedMicroUsd() - measures.microUsd(),
            measures.settledMicroUsd() - measures.microUsd(),
            measures.seconds() - secondsEach * measures.calls(),
            measures.timed() - measures.calls(),
            measures.processingMs(),
            measures.duplicates(),
            measures.duplicateMicroUsd()
        };
    }

    private static Measures measures(long[] row, long secondsEach) {
        long[] all = Arrays.copyOf(row, MEASURES);
        long calls = all[0];
        long microUsd = all[2];
        return new Measures(
                calls,
                all[1],
                microUsd,
                all[3] + microUsd,
                all[4] + microUsd,
                all[5] + secondsEach * calls,
                all[6] + calls,
                all[7],
                all[8],
                all[9]);
    }

    /** First all ranges of processing, then those of waiting. */
    private static long[] numbers(Times times) {
        long[] numbers = new long[2 * Histogram.RANGES];
        times.processing().counts().forEach((range, count) -> numbers[range] = count);
        times.waiting().counts().forEach((range, count) -> numbers[Histogram.RANGES + range] = count);
        return numbers;
    }

    private static Times times(long[] numbers) {
        return new Times(histogram(numbers, 0), histogram(numbers, Histogram.RANGES));
    }

    private static Histogram histogram(long[] numbers, int start) {
        Map<Integer, Long> counts = new HashMap<>();
        for (int range = 0; range < Histogram.RANGES; range++) {
            if (numbers[start + range] != 0) {
                counts.put(range, numbers[start + range]);
            }
        }
        return new Histogram(counts);
    }
}
