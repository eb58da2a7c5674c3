package klinggateway.catalogue;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** How refusals are worded. */
final class Words {

    private static final int REPEATED = 60;

    private Words() {}

    /** What was given, shortened: it may be a whole film. */
    static String given(String value) {
        return "'" + (value.length() > REPEATED ? value.substring(0, REPEATED) + "…" : value) + "' is not possible";
    }

    static String conditions(Map<String, String> when) {
        return when.entrySet().stream()
                .map(condition -> condition.getKey() + " " + condition.getValue())
                .sorted()
                .collect(Collectors.joining(" with "));
    }

    static String allowed(Collection<?> values) {
        return "; allowed: " + values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
