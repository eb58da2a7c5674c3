package klinggateway.emulators.kling;

import java.util.List;

/** Reads a film of several shots on the older paths: docs/kling.md, Text to video. */
final class Shots {
    private static final int PROMPT_LIMIT = 512;
    private static final int MOST = 6;

    private Shots() {}

    /** Whether the shots are written one by one, in place of a prompt; if so, they must fill the video. */
    static boolean areGiven(int seconds, Fields body) {
        String type = body.choice("shot_type", "", List.of("customize", "intelligence"));
        if (type.equals("customize")) {
            check(seconds, body);
            return true;
        }
        return false;
    }

    private static void check(int seconds, Fields body) {
        List<Fields> shots = body.objects("multi_prompt", MOST);
        if (shots.isEmpty()) {
            throw Refusal.invalid("multi_prompt is required when shot_type is customize");
        }
        int total = 0;
        for (int i = 0; i < shots.size(); i++) {
            Fields shot = shots.get(i);
            if (shot.integer("index", 0) != i + 1) {
                throw Refusal.invalid("multi_prompt index must count from 1");
            }
            shot.required("prompt", PROMPT_LIMIT);
            total += seconds(shot.required("duration"));
        }
        if (total != seconds) {
            throw Refusal.invalid("durations of multi_prompt must add up to duration");
        }
    }

    private static int seconds(String duration) {
        if (!duration.matches("[1-9][0-9]?")) {
            throw Refusal.invalid("duration of a multi_prompt item must be at least 1");
        }
        return Integer.parseInt(duration);
    }
}
