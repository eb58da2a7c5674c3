package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Audio;
import klinggateway.emulators.kling.Order.Dubbing;
import klinggateway.emulators.kling.Order.Reply;
import klinggateway.emulators.kling.Order.Source;
import klinggateway.emulators.kling.Order.Speech;
import klinggateway.emulators.kling.Order.Video;

/**
 * What an order builds on besides its body: the account's earlier results, and the length of media that nobody fetches.
 *
 * @param retiredModels whether models that went out of service are taken all the same
 */
record Inputs(KlingAccount account, ResultLinks links, Hooks hooks, Instant now, boolean retiredModels) {
    private static final Duration SESSION_LIFE = Duration.ofHours(24);
    private static final BigDecimal DEFAULT_SECONDS = BigDecimal.valueOf(5);

    /** Seconds of the video or sound given as a URL; see {@link Hooks}. */
    BigDecimal seconds() {
        return told().orElse(DEFAULT_SECONDS);
    }

    /** The length a hook tells; empty where nobody knows it. */
    Optional<BigDecimal> told() {
        return hooks.duration("input").map(length -> BigDecimal.valueOf(length.toMillis(), 3));
    }

    /** Reads {@code video_id} or {@code video_url}, of which there must be one. */
    Source video(Fields at) {
        if (at.has("video_id") == at.has("video_url")) {
            throw Refusal.invalid("exactly one of video_id and video_url is required");
        }
        return at.has("video_id")
                ? ownVideo(videoTask(at.required("video_id")))
                : new Source("", at.requiredHttpUrl("video_url"), seconds());
    }

    Source ownVideo(Task task) {
        return new Source(task.resultId(), links.video(task), told().orElse(videoSeconds(task)));
    }

    /** A task's own id is none of its videos', and results are gone after a while: docs/kling.md, Results. */
    Task videoTask(String id) {
        return account.withResult(id)
                .filter(task -> now.isBefore(task.resultsVanishAt()))
                .filter(task ->
                        task.order().output() instanceof Video || task.order().output() instanceof Dubbing)
                .orElseThrow(() -> Refusal.invalid("From video not found by id: " + id));
    }

    /**
     * Reads {@code audio_id} or {@code sound_file}, of which there must be one.
     *
     * @return its seconds, if they are known
     */
    Optional<BigDecimal> audio(Fields at) {
        if (at.has("audio_id") == at.has("sound_file")) {
            throw Refusal.invalid("exactly one of audio_id and sound_file is required");
        }
        if (at.has("audio_id")) {
            return Optional.of(ownAudio(at.required("audio_id")));
        }
        SourceAudio.check("sound_file", at.required("sound_file"));
        return told();
    }

    private BigDecimal ownAudio(String id) {
        return account.withResult(id)
                .filter(task -> now.isBefore(task.resultsVanishAt()))
                .flatMap(task -> switch (task.order().output()) {
                    case Speech speech -> Optional.of(speech.seconds());
                    case Audio audio -> Optional.of(audio.seconds());
                    default -> Optional.<BigDecimal>empty();
                })
                .orElseThrow(() -> Refusal.invalid("Audio not found by id: " + id));
    }

    /** What an earlier call has opened, for as long as it is open. */
    Task session(String id, Class<? extends Reply> kind) {
        return account.withResult(id)
                .filter(task -> kind.isInstance(task.order().output()))
                .filter(task -> now.isBefore(task.updatedAt().plus(SESSION_LIFE)))
                .orElseThrow(() -> Refusal.invalid("Session not found by id: " + id));
    }

    /** Some products only exist with a model that was reported retired: docs/kling.md, Models. */
    void checkRetiredIsSold(String model) {
        if (!retiredModels) {
            throw Refusal.unknownModel(model);
        }
    }

    static BigDecimal videoSeconds(Task task) {
        return switch (task.order().output()) {
            case Video video -> video.seconds();
            case Dubbing dubbing -> dubbing.seconds();
            default -> throw new IllegalStateException(task.id() + " has made no video");
        };
    }

    /** To the next tenth of a unit. */
    static BigDecimal roundedUp(BigDecimal units) {
        return units.setScale(1, RoundingMode.CEILING);
    }
}
