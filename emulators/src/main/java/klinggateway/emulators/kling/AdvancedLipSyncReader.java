package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Faces;
import klinggateway.emulators.kling.Order.Source;

/** Reads {@code /v1/videos/advanced-lip-sync}: a face found before, a sound, and when it is to be heard. */
final class AdvancedLipSyncReader implements OrderReader {
    /** The one face the emulator finds in every video, from its beginning to its end. */
    static final String FACE_ID = "0";

    private static final long SHORTEST = 2000;

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        Task session = inputs.session(body.required("session_id"), Faces.class);
        Source source = session.order()
                .source()
                .orElseThrow(() -> new IllegalStateException(session.id() + " was made from no video"));
        List<Fields> chosen = body.objects("face_choose", 1);
        if (chosen.isEmpty()) {
            throw Refusal.invalid("face_choose is required");
        }
        checkFace(chosen.getFirst(), milliseconds(source.seconds()), inputs);
        return LipSyncReader.order(CommonFields.of(body), source);
    }

    private static void checkFace(Fields face, long videoLength, Inputs inputs) {
        if (!face.required("face_id").equals(FACE_ID)) {
            throw Refusal.invalid("face_id is not in the session");
        }
        Optional<Long> soundLength = inputs.audio(face).map(AdvancedLipSyncReader::milliseconds);
        long start = time(face, "sound_start_time");
        long end = time(face, "sound_end_time");
        long insert = time(face, "sound_insert_time");
        face.fraction("sound_volume", "0", "2");
        face.fraction("original_audio_volume", "0", "2");
        if (start < 0 || end - start < SHORTEST) {
            throw Refusal.invalid("at least " + SHORTEST + " ms of the sound must be left");
        }
        if (soundLength.filter(length -> end > length).isPresent()) {
            throw Refusal.invalid("sound_end_time cannot exceed the length of the sound");
        }
        if (insert < 0 || insert + end - start > videoLength) {
            throw Refusal.invalid("the sound cannot go on after the video");
        }
    }

    private static long time(Fields face, String name) {
        return face.milliseconds(name).orElseThrow(() -> Refusal.invalid(name + " is required"));
    }

    private static long milliseconds(BigDecimal seconds) {
        return seconds.movePointRight(3).longValue();
    }
}
