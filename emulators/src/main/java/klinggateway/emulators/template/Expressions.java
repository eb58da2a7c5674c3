package klinggateway.emulators.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an {@link Expression} from short tags ({@code !Ref x}) and long forms ({@code {Ref: x}}). */
final class Expressions {

    private Expressions() {}

    static Expression read(YamlNode node) {
        if (node.shortTag().isPresent()) {
            return call(node.shortTag().get().substring(1), node, node);
        }
        if (!node.isMap()) {
            return new Expression.Text(node.text());
        }
        Map<String, YamlNode> entries = node.entries();
        if (entries.size() != 1) {
            throw node.error("must be a single value or one function");
        }
        Map.Entry<String, YamlNode> only = entries.entrySet().iterator().next();
        String name = only.getKey().startsWith("Fn::") ? only.getKey().substring("Fn::".length()) : only.getKey();
        return call(name, only.getValue(), node);
    }

    private static Expression call(String function, YamlNode argument, YamlNode place) {
        return switch (function) {
            case "Ref" -> new Expression.Reference(argument.scalar());
            case "GetAtt" -> attribute(argument);
            case "Sub" -> substitution(argument);
            case "Join" -> joined(argument);
            default -> throw place.error("uses " + function + ", which is not understood by the local gateway");
        };
    }

    private static Expression attribute(YamlNode argument) {
        if (!argument.isScalar()) {
            List<YamlNode> items = argument.taggedItems();
            if (items.size() != 2) {
                throw argument.error("needs a logical id and an attribute");
            }
            return new Expression.Attribute(items.get(0).text(), items.get(1).text());
        }
        String text = argument.scalar();
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw argument.error("needs a logical id and an attribute, such as Queue.Arn");
        }
        return new Expression.Attribute(text.substring(0, dot), text.substring(dot + 1));
    }

    private static Expression substitution(YamlNode argument) {
        if (argument.isScalar()) {
            return new Expression.Substitution(argument.scalar(), Map.of());
        }
        List<YamlNode> items = argument.taggedItems();
        if (items.size() != 2) {
            throw argument.error("needs a text and its variables");
        }
        var variables = new LinkedHashMap<String, Expression>();
        items.get(1).entries().forEach((name, value) -> variables.put(name, read(value)));
        return new Expression.Substitution(items.get(0).text(), variables);
    }

    private static Expression joined(YamlNode argument) {
        List<YamlNode> items = argument.taggedItems();
        if (items.size() != 2) {
            throw argument.error("needs a delimiter and a list");
        }
        return new Expression.Joined(
                items.get(0).text(),
                items.get(1).items().stream().map(Expressions::read).toList());
    }
}
