package klinggateway.local.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that a client can rely on.
 *
 * @param topic the name of its file
 * @param section the heading in {@code docs/kling.md}
 * @param mark how certain it is, as there: D, M, C, R or U
 * @param account whose: see {@link Server}
 * @param only the server it is about, if it is not about both
 */
record Case(
        String topic,
        String name,
        String section,
        String mark,
        String account,
        Optional<String> only,
        List<Step> steps,
        Map<String, Difference> differences) {

    Case {
        steps = List.copyOf(steps);
        differences = Map.copyOf(differences);
    }

    /** How the case is at one server: what is expected there, and why not the same. */
    record Difference(String why, List<Step> steps) {
        Difference {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A request and what is expected of its answer, as written in the file.
     *
     * @param json {@code send} or, for callbacks, {@code hear}; {@code account}, if it is another than the case's; {@code as},
     *     {@code headers}, {@code body} or {@code text}, {@code until}, {@code while}; and what comes: {@code ok}, {@code refused},
     *     {@code file} or, for a status alone, {@code plain}
     */
    record Step(JsonNode json) {

        String request() {
            return json.path("send").asText();
        }
    }

    Optional<Difference> difference(String server) {
        return Optional.ofNullable(differences.get(server));
    }

    List<Step> at(String server) {
        return difference(server).map(Difference::steps).orElse(steps);
    }

    boolean isFor(String server) {
        return only.isEmpty() || only.get().equals(server);
    }

    String title() {
        return topic + ": " + name;
    }
}
