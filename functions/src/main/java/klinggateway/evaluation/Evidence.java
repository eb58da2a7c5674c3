package klinggateway.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers behind a finding, in the order in which they are told. */
final class Evidence {

    private final Map<String, Object> values = new LinkedHashMap<>();

    Evidence with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    Map<String, Object> all() {
        return Collections.unmodifiableMap(values);
    }
}
