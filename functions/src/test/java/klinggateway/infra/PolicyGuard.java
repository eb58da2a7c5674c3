package klinggateway.infra;

import static klinggateway.infra.TemplateFile.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Stands in for IAM where DynamoDB Local lets everybody do everything: a request that a handler makes must be allowed by its function's policy in
 * {@code infra/template.yaml}. Whose request it is, is seen from the stack; what a test asks for by itself is allowed.
 */
public final class PolicyGuard implements ExecutionInterceptor {

    private static final Pattern HANDLER = Pattern.compile("klinggateway\\.([a-z]+)\\.([A-Z][a-z]+)Handler");
    private static final StackWalker STACK = StackWalker.getInstance();

    private final Map<String, List<Allowed>> allowedByFunction = new HashMap<>();

    /** One statement. Without leading keys, every item is meant. */
    private record Allowed(Set<String> actions, Set<String> resources, List<Pattern> leadingKeys) {

        boolean covers(TableUse use) {
            return actions.contains("dynamodb:" + use.action())
                    && resources.contains(use.resource())
                    && (leadingKeys.isEmpty() || use.leadingKeys().stream().allMatch(this::isLeading));
        }

        private boolean isLeading(String key) {
            return leadingKeys.stream().anyMatch(pattern -> pattern.matcher(key).matches());
        }
    }

    public PolicyGuard() {
        TemplateFile.read()
                .functions()
                .forEach((id, function) -> allowedByFunction.put(
                        id,
                        each(function.path("Policies"))
                                .flatMap(policy -> each(policy.path("Statement")))
                                .map(PolicyGuard::allowed)
                                .toList()));
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        function().ifPresent(function -> check(function, context.request()));
    }

    private void check(String function, SdkRequest request) {
        List<Allowed> statements = allowedByFunction.getOrDefault(function, List.of());
        for (TableUse use : TableUse.of(request)) {
            if (statements.stream().noneMatch(statement -> statement.covers(use))) {
                throw new AssertionError(function + " is not allowed " + use + " by infra/template.yaml");
            }
        }
    }

    private static Optional<String> function() {
        return STACK.walk(frames -> frames.map(frame -> HANDLER.matcher(frame.getClassName()))
                .filter(handler -> handler.matches()
                        && handler.group(2).toLowerCase(Locale.ROOT).equals(handler.group(1)))
                .map(handler -> handler.group(2) + "Function")
                .findFirst());
    }

    private static Allowed allowed(JsonNode statement) {
        return new Allowed(
                each(statement.path("Action")).map(JsonNode::asText).collect(Collectors.toSet()),
                each(statement.path("Resource")).map(PolicyGuard::name).collect(Collectors.toSet()),
                leadingKeys(statement).map(PolicyGuard::like).toList());
    }

    private static Stream<JsonNode> leadingKeys(JsonNode statement) {
        JsonNode keys = statement.at("/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys");
        return keys.isMissingNode() ? Stream.empty() : each(keys);
    }

    private static Pattern like(JsonNode text) {
        List<String> literals = new ArrayList<>();
        for (String literal : text.asText().split("\\*", -1)) {
            literals.add(Pattern.quote(literal));
        }
        return Pattern.compile(String.join(".*", literals));
    }

    /** The table's logical id, which is its name in tests, and {@code /index/} and the index's name. */
    private static String name(JsonNode resource) {
        return resource.has("Fn::Sub")
                ? resource.path("Fn::Sub").asText().replaceFirst("\\$\\{(\\w+)\\.Arn}", "$1")
                : resource.at("/Fn::GetAtt/0").asText();
    }
}
