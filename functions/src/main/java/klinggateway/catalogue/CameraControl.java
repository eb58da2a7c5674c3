package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** A camera move is a named one, or a simple one along one axis (docs/kling.md, Text to video). */
final class CameraControl {

    private CameraControl() {}

    static void check(JsonNode move, FieldCheck check) {
        boolean isSimple = move.path("type").asText().equals("simple");
        if (!isSimple && move.has("config")) {
            check.problem("/cameraControl/config", "is for type simple only");
        }
        if (isSimple && move.has("config")) {
            int axes = 0;
            for (JsonNode axis : move.path("config")) {
                axes += axis.decimalValue().compareTo(BigDecimal.ZERO) == 0 ? 0 : 1;
            }
            if (axes != 1) {
                check.problem("/cameraControl/config", "must have exactly one axis that is not 0, not " + axes);
            }
        }
    }
}
