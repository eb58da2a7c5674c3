package klinggateway.emulators.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives each parameter its value and checks it against the constraints; all problems are reported at once. */
final class ParameterReader {

    private static final Set<String> READ = Set.of(
            "Type",
            "Default",
            "AllowedPattern",
            "AllowedValues",
            "MinValue",
            "MaxValue",
            "MinLength",
            "MaxLength",
            "ConstraintDescription");
    private static final Set<String> WITHOUT_EFFECT = Set.of("Description", "NoEcho");

    private final Map<String, YamlNode> declarations;
    private final Map<String, String> given;
    private final List<String> problems = new ArrayList<>();

    private ParameterReader(Map<String, YamlNode> declarations, Map<String, String> given) {
        this.declarations = declarations;
        this.given = given;
    }

    static Map<String, String> read(YamlNode template, Map<String, String> given) {
        Map<String, YamlNode> declarations =
                template.find("Parameters").map(YamlNode::entries).orElse(Map.of());
        return new ParameterReader(declarations, given).values();
    }

    private Map<String, String> values() {
        for (String name : given.keySet()) {
            if (!declarations.containsKey(name)) {
                problems.add("the template has no parameter " + name);
            }
        }
        var values = new LinkedHashMap<String, String>();
        for (Map.Entry<String, YamlNode> entry : declarations.entrySet()) {
            String name = entry.getKey();
            YamlNode declaration = entry.getValue();
            declaration.allowOnly(READ, WITHOUT_EFFECT);
            Optional.ofNullable(given.get(name))
                    .or(() -> declaration.find("Default").map(YamlNode::text))
                    .ifPresentOrElse(
                            value -> {
                                check(declaration, name, value);
                                values.put(name, value);
                            },
                            () -> problems.add("the parameter " + name + " needs a value"));
        }
        if (!problems.isEmpty()) {
            throw new TemplateException(String.join("; ", problems));
        }
        return values;
    }

    private void check(YamlNode declaration, String name, String value) {
        switch (declaration.get("Type").text()) {
            case "String" -> checkText(declaration, name, value);
            case "Number" -> checkNumber(declaration, name, value);
            default ->
                throw declaration
                        .get("Type")
                        .error("is neither String nor Number, the only types the local gateway understands");
        }
        declaration.find("AllowedValues").ifPresent(allowed -> {
            List<String> texts = allowed.items().stream().map(YamlNode::text).toList();
            if (!texts.contains(value)) {
                refuse(declaration, name, "one of " + texts);
            }
        });
    }

    private void checkText(YamlNode declaration, String name, String value) {
        declaration.find("AllowedPattern").map(YamlNode::text).ifPresent(pattern -> {
            if (!Pattern.matches(pattern, value)) {
                refuse(declaration, name, "of the form " + pattern);
            }
        });
        declaration.find("MinLength").map(YamlNode::text).map(Integer::parseInt).ifPresent(least -> {
            if (value.length() < least) {
                refuse(declaration, name, "at least " + least + " characters long");
            }
        });
        declaration.find("MaxLength").map(YamlNode::text).map(Integer::parseInt).ifPresent(most -> {
            if (value.length() > most) {
                refuse(declaration, name, "at most " + most + " characters long");
            }
        });
    }

    private void checkNumber(YamlNode declaration, String name, String value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException e) {
            refuse(declaration, name, "a number");
            return;
        }
        declaration.find("MinValue").map(YamlNode::text).map(BigDecimal::new).ifPresent(least -> {
            if (number.compareTo(least) < 0) {
                refuse(declaration, name, "at least " + least);
            }
        });
        declaration.find("MaxValue").map(YamlNode::text).map(BigDecimal::new).ifPresent(most -> {
            if (number.compareTo(most) > 0) {
                refuse(declaration, name, "at most " + most);
            }
        });
    }

    // The value itself is left out: the parameter may be a secret.
    private void refuse(YamlNode declaration, String name, String expected) {
        String wanted =
                declaration.find("ConstraintDescription").map(YamlNode::text).orElse(expected);
        problems.add("the parameter " + name + " must be " + wanted);
    }
}
