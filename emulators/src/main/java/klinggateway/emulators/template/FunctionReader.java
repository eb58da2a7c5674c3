package klinggateway.emulators.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one function with what starts it, on top of {@code Globals.Function}. */
final class FunctionReader {

    private static final Set<String> READ = Set.of("Handler", "Timeout", "MemorySize", "Environment", "Events");
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "Runtime",
            "Architectures",
            "CodeUri",
            "Layers",
            "Policies",
            "RecursiveLoop",
            "SnapStart",
            "AutoPublishAlias",
            "AutoPublishAliasAllProperties",
            "VersionDescription",
            "EventInvokeConfig",
            "Description",
            "LoggingConfig",
            "Tracing",
            "Tags",
            "FunctionName",
            "DeploymentPreference",
            "EphemeralStorage",
            "Role",
            "PermissionsBoundary",
            "ReservedConcurrentExecutions",
            "PropagateTags");

    private final Values values;
    private final Optional<YamlNode> globals;

    FunctionReader(Values values, YamlNode root) {
        this.values = values;
        this.globals = root.find("Globals").flatMap(g -> {
            g.allowOnly(Set.of("Function"), Set.of());
            return g.find("Function");
        });
        globals.ifPresent(g -> g.allowOnly(READ, WITHOUT_EFFECT));
    }

    /** A function and its events. */
    record Read(
            FunctionResource function, List<Route> routes, List<QueueSource> queueSources, List<Schedule> schedules) {}

    Read read(YamlNode resource) {
        YamlNode properties = resource.get("Properties");
        properties.allowOnly(READ, WITHOUT_EFFECT);
        String id = resource.name();
        FunctionResource function = TemplateReader.checked(
                resource,
                () -> new FunctionResource(
                        id,
                        handlerClass(
                                property(properties, "Handler").orElseThrow(() -> properties.error("needs Handler"))),
                        property(properties, "Timeout").map(values::seconds).orElse(Duration.ofSeconds(3)),
                        property(properties, "MemorySize").map(values::number).orElse(128),
                        environment(properties)));
        var read = new Read(function, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        properties
                .find("Events")
                .map(YamlNode::entries)
                .orElse(Map.of())
                .values()
                .forEach(event -> readEvent(id, event, read));
        return read;
    }

    private Optional<YamlNode> property(YamlNode properties, String name) {
        return properties.find(name).or(() -> globals.flatMap(g -> g.find(name)));
    }

    private String handlerClass(YamlNode handler) {
        String text = values.text(handler);
        int method = text.indexOf("::");
        if (method >= 0 && !text.substring(method + 2).equals("handleRequest")) {
            throw handler.error("must name a class or its handleRequest method");
        }
        return method < 0 ? text : text.substring(0, method);
    }

    private Map<String, Expression> environment(YamlNode properties) {
        var variables = new LinkedHashMap<String, Expression>();
        globals.flatMap(g -> g.find("Environment")).ifPresent(e -> addVariables(e, variables));
        properties.find("Environment").ifPresent(e -> addVariables(e, variables));
        return variables;
    }

    private static void addVariables(YamlNode environment, Map<String, Expression> variables) {
        environment.allowOnly(Set.of("Variables"), Set.of());
        environment.get("Variables").entries().forEach((name, value) -> variables.put(name, Expressions.read(value)));
    }

    private void readEvent(String functionId, YamlNode event, Read read) {
        event.allowOnly(Set.of("Type", "Properties"), Set.of());
        YamlNode properties = event.get("Properties");
        switch (event.get("Type").text()) {
            case "HttpApi" -> read.routes().add(route(functionId, properties));
            case "SQS" -> read.queueSources().add(queueSource(functionId, properties));
            case "Schedule" -> read.schedules().add(schedule(functionId, event.name(), properties));
            default -> throw event.get("Type").error("is none of HttpApi, SQS and Schedule");
        }
    }

    private Route route(String functionId, YamlNode properties) {
        properties.allowOnly(Set.of("ApiId", "Method", "Path", "PayloadFormatVersion"), Set.of("RouteSettings"));
        properties
                .find("PayloadFormatVersion")
                .filter(v -> !values.text(v).equals("2.0"))
                .ifPresent(v -> {
                    throw v.error("must be \"2.0\"");
                });
        return TemplateReader.checked(
                properties,
                () -> new Route(
                        values.text(properties.get("Method")).toUpperCase(Locale.ROOT),
                        values.text(properties.get("Path")),
                        functionId));
    }

    private QueueSource queueSource(String functionId, YamlNode properties) {
        properties.allowOnly(
                Set.of(
                        "Queue",
                        "BatchSize",
                        "MaximumBatchingWindowInSeconds",
                        "FunctionResponseTypes",
                        "ScalingConfig"),
                Set.of());
        Optional<YamlNode> scaling = properties.find("ScalingConfig");
        scaling.ifPresent(s -> s.allowOnly(Set.of("MaximumConcurrency"), Set.of()));
        return TemplateReader.checked(
                properties,
                () -> new QueueSource(
                        functionId,
                        Values.arnOf(properties.get("Queue")),
                        properties.find("BatchSize").map(values::number).orElse(10),
                        properties
                                .find("MaximumBatchingWindowInSeconds")
                                .map(values::seconds)
                                .orElse(Duration.ZERO),
                        properties
                                .find("FunctionResponseTypes")
                                .map(this::reportsFailures)
                                .orElse(false),
                        // AWS has no limit by default; 1000 is the most that can be set.
                        scaling.flatMap(s -> s.find("MaximumConcurrency"))
                                .map(values::number)
                                .orElse(1000)));
    }

    private boolean reportsFailures(YamlNode types) {
        for (YamlNode type : types.items()) {
            if (!values.text(type).equals("ReportBatchItemFailures")) {
                throw type.error("must be ReportBatchItemFailures");
            }
        }
        return !types.items().isEmpty();
    }

    private Schedule schedule(String functionId, String eventName, YamlNode properties) {
        properties.allowOnly(Set.of("Schedule"), Set.of("Name", "Description", "RetryPolicy", "DeadLetterConfig"));
        YamlNode expression = properties.get("Schedule");
        return TemplateReader.checked(expression, () -> Schedule.of(functionId, eventName, values.text(expression)));
    }
}
