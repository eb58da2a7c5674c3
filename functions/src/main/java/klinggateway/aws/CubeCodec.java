package klinggateway.aws;

import com.fasterxml.jackson.core.type.TypeReference;
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

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Measures>> TOTALS = new TypeReference<>() {};

    private CubeCodec() {}

    private record Line(Cell cell, Measures measures) {}

    static byte[] write(Cube cube) {
        return deflated(cube.cells().entrySet().stream()
                .map(entry -> new Line(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Line::toString))
                .toList());
    }

    static Cube read(byte[] bytes) {
        Map<Cell, Measures> cells = new HashMap<>();
        inflated(bytes, LINES).forEach(line -> cells.put(line.cell(), line.measures()));
        return new Cube(cells);
    }

    static byte[] writeTotals(Map<String, Measures> totals) {
        return deflated(new TreeMap<>(totals));
    }

    static Map<String, Measures> readTotals(byte[] bytes) {
        return inflated(bytes, TOTALS);
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

    private static <T> T inflated(byte[] bytes, TypeReference<T> type) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return JSON.readValue(in, type);
        } catch (IOException e) {
            throw new IllegalStateException("a stored rollup cannot be read", e);
        }
    }
}
