package klinggateway.emulators.template;

import java.time.Duration;
import java.util.Map;

/** Reads what must be known before anything runs: literals, parameters, and which resource another one points to. */
record Values(Map<String, String> parameters) implements Resolver {

    String text(YamlNode node) {
        try {
            return Expressions.read(node).resolve(this);
        } catch (UnknownName e) {
            throw node.error("refers to " + e.name + ", which is no parameter");
        }
    }

    int number(YamlNode node) {
        String text = text(node);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw node.error("must be a whole number, not " + text);
        }
    }

    Duration seconds(YamlNode node) {
        return Duration.ofSeconds(number(node));
    }

    /** The logical id in {@code !GetAtt Id.Arn}, which is how resources point to each other. */
    static String arnOf(YamlNode node) {
        if (Expressions.read(node) instanceof Expression.Attribute(String id, String attribute)
                && attribute.equals("Arn")) {
            return id;
        }
        throw node.error("must be the Arn of a resource of this template");
    }

    @Override
    public String reference(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new UnknownName(name);
        }
        return value;
    }

    @Override
    public String attribute(String logicalId, String attribute) {
        throw new UnknownName(logicalId + "." + attribute);
    }

    private static final class UnknownName extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String name;

        UnknownName(String name) {
            super(name);
            this.name = name;
        }
    }
}
