package klinggateway.aws;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Measures;

/** Cubes and totals by key as deflated JSON: model names repeat, so they take a fraction of their length. */
final class CubeCodec {

    /** Rollups are kept for ever: what a later version adds is passed over, what it needs and an older one lacks is 0. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final int FORMAT = 1;

    private CubeCodec() {}

    private record Line(Cell cell, Measures measures) {}

    private record Lines(int format, List<Line> lines) {}

    private record Totals(int format, Map<String, Measures> totals) {}

    static byte[] write(Cube cube) {
        return deflated(new Lines(
                FORMAT,
                cube.cells().entrySet().stream()
                        .map(entry -> new Line(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(Line::toString))
                        .toList()));
    }

    static Cube read(byte[] bytes) {
        Map<Cell, Measures> cells = new HashMap<>();
        inflated(bytes, Lines.class).lines().forEach(line -> cells.put(line.cell(), line.measures()));
        return new Cube(cells);
    }

    static byte[] writeTotals(Map<String, Measures> totals) {
        return deflated(new Totals(FORMAT, new TreeMap<>(totals)));
    }

    static Map<String, Measures> readTotals(byte[] bytes) {
        return inflated(bytes, Totals.class).totals();
    }

    private static byte[] deflated(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            JSON.writeValue(out, value);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T inflated(byte[] bytes, Class<T> type) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return JSON.readValue(in, type);
        } catch (IOException e) {
            throw new IllegalStateException("a stored rollup cannot be read", e);
        }
    }
}
