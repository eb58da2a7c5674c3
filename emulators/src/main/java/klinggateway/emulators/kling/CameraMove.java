package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;

/** Reads {@code camera_control}: one simple move, or a sequence that has a name. */
final class CameraMove {
    private static final String SIMPLE = "simple";
    private static final List<String> TYPES =
            List.of(SIMPLE, "down_back", "forward_up", "right_turn_forward", "left_turn_forward");
    private static final List<String> AXES = List.of("horizontal", "vertical", "pan", "tilt", "roll", "zoom");

    private CameraMove() {}

    static void check(Fields move, boolean onlySimple) {
        String type = move.choice("type", "", onlySimple ? List.of(SIMPLE) : TYPES);
        if (type.equals(SIMPLE)) {
            checkOneAxis(move.object("config"));
        } else if (move.has("config")) {
            throw Refusal.invalid("config must be left out when type is " + type);
        }
    }

    private static void checkOneAxis(Fields config) {
        // All are read before they are counted: a value out of range is refused wherever it stands.
        List<String> moved = AXES.stream()
                .filter(axis -> config.decimal(axis, "-10", "10")
                                .orElse(BigDecimal.ZERO)
                                .signum()
                        != 0)
                .toList();
        if (moved.size() != 1) {
            throw Refusal.invalid("config must have exactly one of " + AXES + " that is not 0, but has " + moved);
        }
    }
}
