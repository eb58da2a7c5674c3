package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The rules of a video of several shots, which span several fields (docs/kling.md, Text to video). */
final class MultiShot {

    private MultiShot() {}

    static void check(JsonNode fields, int seconds, FieldCheck check) {
        boolean isMulti = fields.path("multiShot").asBoolean();
        Optional<String> shotType =
                Optional.of(fields.path("shotType").asText()).filter(type -> !type.isEmpty());
        boolean hasShots = fields.has("multiPrompt");
        if (!isMulti) {
            if (shotType.isPresent() || hasShots) {
                check.problem("/multiShot", "must be true where shotType or multiPrompt is given");
            }
            return;
        }
        if (shotType.isEmpty()) {
            check.problem("/shotType", "is missing; allowed: customize, intelligence");
        } else if (shotType.get().equals("customize") && !hasShots) {
            check.problem("/multiPrompt", "is missing; with shotType customize, give each shot");
        }
        if (hasShots) {
            checkShots(fields.path("multiPrompt"), seconds, check);
        }
    }

    private static void checkShots(JsonNode shots, int seconds, FieldCheck check) {
        int sum = 0;
        for (int i = 0; i < shots.size(); i++) {
            sum += shots.get(i).path("duration").asInt();
            if (shots.get(i).path("index").asInt() != i + 1) {
                check.problem("/multiPrompt/" + i + "/index", "must be " + (i + 1) + "; shots are numbered from 1");
            }
        }
        if (sum != seconds) {
            check.problem("/multiPrompt", "has shots of " + sum + " seconds together; duration is " + seconds);
        }
    }
}
