package klinggateway.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes each line as a JSON object of its own. What was measured is said in CloudWatch's embedded metric format, in the same
 * object. Lambda's own logger would wrap it into another object where logs are set to be JSON, and no metrics would be found
 * in that, so this is for the standard output.
 */
public final class JsonLines implements EventLog {

    static final String NAMESPACE = "KlingGateway";
    static final String SERVICE = "Service";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintStream out;
    private final InstantSource clock;

    public JsonLines(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void write(Line line) {
        byte[] bytes = (json(line, clock.instant()) + "\n").getBytes(StandardCharsets.UTF_8);
        // In one piece, so that lines of several threads do not mix.
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** The line as it is written at {@code now}. */
    public static String json(Line line, Instant now) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("time", now.toString());
        root.put("level", "INFO");
        root.putAll(line.members());
        if (!line.metrics().isEmpty()) {
            putMetrics(root, line, now);
        }
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }

    private static void putMetrics(Map<String, Object> root, Line line, Instant now) {
        Map<Optional<Metric.Dimension>, List<Metric>> byDimension = new LinkedHashMap<>();
        line.metrics().forEach((metric, values) -> {
            Optional<Metric.Dimension> known =
                    metric.dimension().filter(dimension -> line.members().containsKey(dimension.member()));
            byDimension.computeIfAbsent(known, unseen -> new ArrayList<>()).add(metric);
            root.put(metric.title(), value(values));
        });
        root.put(SERVICE, NAMESPACE);
        List<Map<String, Object>> directives = new ArrayList<>();
        byDimension.forEach((dimension, metrics) -> {
            dimension.ifPresent(known -> root.put(known.title(), line.members().get(known.member())));
            directives.add(directive(dimension, metrics));
        });
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("Timestamp", now.toEpochMilli());
        metadata.put("CloudWatchMetrics", directives);
        root.put("_aws", metadata);
    }

    private static Object value(List<BigDecimal> values) {
        return values.size() == 1 ? values.getFirst() : values;
    }

    private static Map<String, Object> directive(Optional<Metric.Dimension> dimension, List<Metric> metrics) {
        List<List<String>> sets = new ArrayList<>(List.of(List.of(SERVICE)));
        dimension.ifPresent(known -> sets.add(List.of(SERVICE, known.title())));
        Map<String, Object> directive = new LinkedHashMap<>();
        directive.put("Namespace", NAMESPACE);
        directive.put("Dimensions", sets);
        directive.put("Metrics", metrics.stream().map(JsonLines::definition).toList());
        return directive;
    }

    private static Map<String, String> definition(Metric metric) {
        Map<String, String> definition = new LinkedHashMap<>();
        definition.put("Name", metric.title());
        definition.put("Unit", metric.unit());
        return definition;
    }
}
