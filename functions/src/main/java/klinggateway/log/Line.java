package klinggateway.log;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that happened: its members in the order they were said, and what was measured. {@code docs/observability.md} has them all. */
public final class Line {

    /** Of CloudWatch, for one metric in one line. */
    private static final int MOST_VALUES = 100;

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<Metric, List<BigDecimal>> metrics = new EnumMap<>(Metric.class);

    private Line() {}

    /** A line that says what happened, as one word. */
    public static Line of(String event) {
        return new Line().with("event", event);
    }

    public Line with(String name, String value) {
        members.put(name, value);
        return this;
    }

    public Line with(String name, long value) {
        members.put(name, value);
        return this;
    }

    public Line with(String name, boolean value) {
        members.put(name, value);
        return this;
    }

    /** A number with its decimals, such as US dollars. */
    public Line with(String name, BigDecimal value) {
        members.put(name, value);
        return this;
    }

    /** Several, each of them once; left out if there is none. */
    public Line with(String name, Collection<String> values) {
        if (!values.isEmpty()) {
            members.put(name, values.stream().distinct().toList());
        }
        return this;
    }

    /** Left out if it is empty. */
    public Line withText(String name, Optional<String> value) {
        value.ifPresent(present -> with(name, present));
        return this;
    }

    /** Left out if it is empty. */
    public Line withNumber(String name, Optional<? extends Number> value) {
        value.ifPresent(present -> with(name, present.longValue()));
        return this;
    }

    /** One more of what is counted. */
    public Line count(Metric metric) {
        return measure(metric, 1);
    }

    /** A value in the metric's unit. */
    public Line measure(Metric metric, long value) {
        return measure(metric, BigDecimal.valueOf(value));
    }

    /** A value in the metric's unit, which may be one of several; what is over a hundred is left out. */
    public Line measure(Metric metric, BigDecimal value) {
        List<BigDecimal> values = metrics.computeIfAbsent(metric, unseen -> new ArrayList<>());
        if (values.size() < MOST_VALUES) {
            values.add(value);
        }
        return this;
    }

    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    public Map<Metric, List<BigDecimal>> metrics() {
        return Collections.unmodifiableMap(metrics);
    }
}
