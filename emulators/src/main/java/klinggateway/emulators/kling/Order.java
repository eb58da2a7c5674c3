package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What a create asks for, after it was found valid.
 *
 * @param model empty where the product has no models
 * @param units what it will cost if it succeeds
 * @param flaw why it cannot succeed although Kling accepts it: media are looked at only when the task runs
 * @param source the video it was made from, where the answers name one
 */
record Order(
        String model,
        CommonFields common,
        BigDecimal units,
        Pace pace,
        Output output,
        Optional<String> flaw,
        Optional<Source> source) {

    sealed interface Output {}

    /** What a task brings, to be asked for when it is done. */
    sealed interface Result extends Output {}

    /** What is answered at once, without a task that could be asked for. */
    sealed interface Reply extends Output {}

    /**
     * @param fromVideo whether a video was among its inputs
     * @param extras members that only this product's videos have
     */
    record Video(String resolution, BigDecimal seconds, Sound sound, boolean fromVideo, Map<String, String> extras)
            implements Result {

        static Video of(String resolution, int seconds, Sound sound) {
            return new Video(resolution, BigDecimal.valueOf(seconds), sound, false, Map.of());
        }

        static Video made(String resolution, BigDecimal seconds, Sound sound) {
            return new Video(resolution, seconds, sound, true, Map.of());
        }
    }

    /** @param series whether they belong together and are listed apart */
    record Images(String resolution, int count, boolean series) implements Result {

        static Images of(String resolution, int count) {
            return new Images(resolution, count, false);
        }
    }

    /** Three views of one subject, listed as one image. */
    record Views() implements Result {}

    record Audio(BigDecimal seconds) implements Result {}

    /** A video with the sound made for it, and the sound alone. */
    record Dubbing(BigDecimal seconds) implements Result {}

    /** Somebody or something to be seen in later videos. */
    record Element(String name, String description, String referenceType) implements Result {}

    /** Somebody to be heard in later videos. */
    record Voice(String name) implements Result {}

    record Speech(BigDecimal seconds) implements Reply {}

    /** The parts of a picture. */
    record Masks() implements Reply {}

    /** Who is to be seen in a video of that length. */
    record Faces(BigDecimal seconds) implements Reply {}

    /** What is to be edited in a video of that length. */
    record Selection(Step step, String sessionId, BigDecimal seconds, int frame) implements Reply {

        enum Step {
            INIT,
            ADD,
            DELETE,
            CLEAR,
            PREVIEW
        }
    }

    /** @param id the video's id, if it is one of Kling's own; otherwise empty */
    record Source(String id, String url, BigDecimal seconds) {}

    static Order of(String model, CommonFields common, BigDecimal units, Pace pace, Output output) {
        return new Order(model, common, units, pace, output, Optional.empty(), Optional.empty());
    }

    Order flawedBy(Optional<String> newFlaw) {
        return new Order(model, common, units, pace, output, newFlaw, source);
    }

    Order madeFrom(Source newSource) {
        return new Order(model, common, units, pace, output, flaw, Optional.of(newSource));
    }

    Optional<String> externalId() {
        return common.externalId();
    }

    Optional<URI> callback() {
        return common.callback();
    }

    boolean watermark() {
        return common.watermark();
    }

    /** Places taken in the concurrency limit until the task ends: docs/kling.md, Concurrency. */
    int slots() {
        return switch (output) {
            case Video video -> 1;
            case Images images -> images.count();
            case Views views -> 1;
            case Audio audio -> 1;
            case Dubbing dubbing -> 1;
            // That these take one, too, is assumed.
            case Element element -> 1;
            case Voice voice -> 1;
            case Reply reply -> 0;
        };
    }
}
