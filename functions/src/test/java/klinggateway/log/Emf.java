package klinggateway.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The structural rules of CloudWatch's embedded metric format, from <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">its
 * specification</a>.
 */
final class Emf {

    private static final int MOST_METRICS = 100;
    private static final int MOST_VALUES = 100;
    private static final int MOST_DIMENSIONS = 30;
    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_DIMENSION = 250;
    private static final int LONGEST_EVENT = 256 << 10;
    /** Without those per second, which nothing here has. */
    private static final Set<String> UNITS = Set.of(
            "Seconds",
            "Microseconds",
            "Milliseconds",
            "Bytes",
            "Kilobytes",
            "Megabytes",
            "Gigabytes",
            "Terabytes",
            "Bits",
            "Kilobits",
            "Megabits",
            "Gigabits",
            "Terabits",
            "Percent",
            "Count",
            "None");

    private Emf() {}

    /** What is wrong with a line that says that it has metrics. */
    static List<String> problems(JsonNode line) {
        List<String> problems = new ArrayList<>();
        JsonNode metadata = line.path("_aws");
        expect(problems, line.isObject(), "the root is no object");
        expect(problems, line.toString().length() <= LONGEST_EVENT, "the line is too long");
        expect(problems, metadata.path("Timestamp").isIntegralNumber(), "Timestamp is no whole number");
        expect(problems, metadata.path("Timestamp").asLong() > 1_000_000_000_000L, "Timestamp is not in milliseconds");
        expect(problems, metadata.path("CloudWatchMetrics").isArray(), "CloudWatchMetrics is no array");
        metadata.path("CloudWatchMetrics").forEach(directive -> directive(problems, line, directive));
        return problems;
    }

    private static void directive(List<String> problems, JsonNode line, JsonNode directive) {
        expect(problems, isText(directive.path("Namespace"), LONGEST_NAME), "Namespace is no text of 1 to 1024");
        expect(problems, !directive.path("Dimensions").isEmpty(), "there are no Dimensions");
        for (JsonNode set : directive.path("Dimensions")) {
            expect(problems, set.isArray() && set.size() <= MOST_DIMENSIONS, "a dimension set is no short array");
            for (JsonNode dimension : set) {
                expect(problems, isText(dimension, LONGEST_DIMENSION), "a dimension is no text of 1 to 250");
                JsonNode target = line.path(dimension.asText());
                expect(problems, isText(target, LONGEST_NAME), dimension + " has no text as its value");
                expect(problems, !target.asText().startsWith(":"), dimension + " begins with a colon");
                expect(
                        problems,
                        target.asText().chars().allMatch(c -> c >= ' ' && c < 127),
                        dimension + " is not ASCII");
            }
        }
        JsonNode metrics = directive.path("Metrics");
        expect(problems, metrics.isArray() && metrics.size() <= MOST_METRICS, "Metrics is no array of up to 100");
        for (JsonNode metric : metrics) {
            expect(problems, isText(metric.path("Name"), LONGEST_NAME), "a Name is no text of 1 to 1024");
            expect(problems, UNITS.contains(metric.path("Unit").asText("None")), metric + " has an unknown unit");
            JsonNode target = line.path(metric.path("Name").asText());
            expect(
                    problems,
                    target.isNumber() || isNumbers(target),
                    metric + " has neither a number nor up to 100 of them as its value");
        }
    }

    private static boolean isNumbers(JsonNode node) {
        Stream<JsonNode> values = node.valueStream();
        return node.isArray() && !node.isEmpty() && node.size() <= MOST_VALUES && values.allMatch(JsonNode::isNumber);
    }

    private static boolean isText(JsonNode node, int longest) {
        return node.isTextual() && !node.asText().isBlank() && node.asText().length() <= longest;
    }

    private static void expect(List<String> problems, boolean isRight, String otherwise) {
        if (!isRight) {
            problems.add(otherwise);
        }
    }
}
