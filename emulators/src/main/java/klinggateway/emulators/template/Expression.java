package klinggateway.emulators.template;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A value of the template that may have to be computed: {@code Ref}, {@code GetAtt}, {@code Sub} and {@code Join}, in both spellings. */
public sealed interface Expression {

    /** The value, given what the names in it stand for. */
    String resolve(Resolver resolver);

    record Text(String value) implements Expression {
        @Override
        public String resolve(Resolver resolver) {
            return value;
        }
    }

    record Reference(String name) implements Expression {
        @Override
        public String resolve(Resolver resolver) {
            return resolver.reference(name);
        }
    }

    record Attribute(String logicalId, String attribute) implements Expression {
        @Override
        public String resolve(Resolver resolver) {
            return resolver.attribute(logicalId, attribute);
        }
    }

    record Joined(String delimiter, List<Expression> parts) implements Expression {
        public Joined {
            parts = List.copyOf(parts);
        }

        @Override
        public String resolve(Resolver resolver) {
            return parts.stream().map(part -> part.resolve(resolver)).collect(Collectors.joining(delimiter));
        }
    }

    record Substitution(String text, Map<String, Expression> variables) implements Expression {

        // ${!Literal} is how CloudFormation writes ${Literal}.
        private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

        public Substitution {
            variables = Map.copyOf(variables);
        }

        @Override
        public String resolve(Resolver resolver) {
            return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, resolver)));
        }

        private String value(MatchResult found, Resolver resolver) {
            String name = found.group(2);
            if (!found.group(1).isEmpty()) {
                return "${" + name + "}";
            }
            Expression own = variables.get(name);
            if (own != null) {
                return own.resolve(resolver);
            }
            int dot = name.indexOf('.');
            return dot < 0
                    ? resolver.reference(name)
                    : resolver.attribute(name.substring(0, dot), name.substring(dot + 1));
        }
    }
}
