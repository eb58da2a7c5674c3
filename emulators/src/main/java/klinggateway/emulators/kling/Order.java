package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;

/**
 * What a create asks for, after it was found valid.
 *
 * @param units what it will cost if it succeeds
 * @param flaw why it cannot succeed although Kling accepts it: images are looked at only when the task runs
 */
record Order(
        String model,
        Optional<String> externalId,
        Optional<URI> callback,
        boolean watermark,
        BigDecimal units,
        Pace pace,
        Output output,
        Optional<String> flaw) {

    sealed interface Output {}

    record Video(String resolution, int seconds, Sound sound) implements Output {}

    record Images(String resolution, int count) implements Output {}

    /** Places taken in the concurrency limit until the task ends: docs/kling.md, Concurrency. */
    int slots() {
        return switch (output) {
            case Video video -> 1;
            case Images images -> images.count();
        };
    }
}
