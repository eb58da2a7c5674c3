package klinggateway.emulators.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that {@code infra/template.yaml} says about a running gateway. */
public record Template(
        Map<String, String> parameters,
        List<FunctionResource> functions,
        List<Route> routes,
        List<QueueSource> queueSources,
        List<Schedule> schedules,
        List<QueueResource> queues,
        List<TableResource> tables,
        List<SecretResource> secrets,
        List<TopicResource> topics) {

    public Template {
        parameters = Map.copyOf(parameters);
        functions = List.copyOf(functions);
        routes = List.copyOf(routes);
        queueSources = List.copyOf(queueSources);
        schedules = List.copyOf(schedules);
        queues = List.copyOf(queues);
        tables = List.copyOf(tables);
        secrets = List.copyOf(secrets);
        topics = List.copyOf(topics);
    }

    /**
     * Reads a template file.
     *
     * @param parameterValues values by parameter name; the other parameters keep their defaults
     * @throws TemplateException if the file cannot be read or interpreted, or a value breaks its parameter's constraints
     */
    public static Template read(Path file, Map<String, String> parameterValues) {
        try {
            return new TemplateReader(YamlNode.parse(file.toString(), Files.readString(file)), parameterValues).read();
        } catch (IOException e) {
            throw new TemplateException("Cannot read the template " + file, e);
        }
    }

    /** The names of the parameters that a template declares. */
    public static Set<String> parameterNames(Path file) {
        try {
            return YamlNode.parse(file.toString(), Files.readString(file))
                    .find("Parameters")
                    .map(parameters -> parameters.entries().keySet())
                    .orElse(Set.of());
        } catch (IOException e) {
            throw new TemplateException("Cannot read the template " + file, e);
        }
    }
}
