package klinggateway.local.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ${name}} stands for in one case, or {@code @{name}} in a journey. A text that is nothing else stands for the value, whatever
 * its type.
 */
final class Variables {

    private final Pattern use;
    private final Map<String, JsonNode> values = new HashMap<>();

    private Variables(char mark) {
        use = Pattern.compile(Pattern.quote(String.valueOf(mark)) + "\\{([a-zA-Z0-9]+)}");
    }

    static Variables ofCase() {
        return new Variables('$');
    }

    static Variables ofJourney() {
        return new Variables('@');
    }

    void put(String name, JsonNode value) {
        values.put(name, value);
    }

    void put(String name, String value) {
        put(name, TextNode.valueOf(value));
    }

    String text(String template) {
        return filled(template, JsonNode::asText);
    }

    /** For a regular expression: what is put in stands for itself. */
    String quoted(String template) {
        return filled(template, value -> Pattern.quote(value.asText()));
    }

    JsonNode value(String template) {
        Matcher whole = use.matcher(template);
        return whole.matches() ? known(whole.group(1)) : TextNode.valueOf(text(template));
    }

    /** A copy in which all texts are filled in, also the names of members. */
    JsonNode fill(JsonNode template) {
        return switch (template) {
            case ObjectNode object -> {
                ObjectNode filled = JsonNodeFactory.instance.objectNode();
                object.forEachEntry((name, value) -> filled.set(text(name), fill(value)));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> filled.add(fill(item)));
                yield filled;
            }
            case TextNode text -> value(text.textValue());
            default -> template;
        };
    }

    private String filled(String template, Function<JsonNode, String> how) {
        return use.matcher(template).replaceAll(match -> Matcher.quoteReplacement(how.apply(known(name(match)))));
    }

    private static String name(MatchResult match) {
        return match.group(1);
    }

    private JsonNode known(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalArgumentException("${" + name + "} has no value yet"));
    }
}
