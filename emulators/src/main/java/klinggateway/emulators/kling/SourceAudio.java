package klinggateway.emulators.kling;

import java.net.URI;
import java.util.Locale;

/** Judges a sound given as a URL or as bare base64 text. */
final class SourceAudio {
    private static final int MAX_MEGABYTES = 5;
    private static final int FRAME_SYNC = 0xE0;

    private SourceAudio() {}

    /** Takes MP3 and WAV only: M4A and AAC are documented, but were refused in practice. */
    static void check(String name, String value) {
        boolean fine = Fields.isHttpUrl(value)
                ? !hasRefusedSuffix(URI.create(value))
                : isMp3OrWav(InlineMedia.decoded(name, value, MAX_MEGABYTES));
        if (!fine) {
            throw Refusal.invalid("Audio format is invalid");
        }
    }

    private static boolean hasRefusedSuffix(URI url) {
        String path = String.valueOf(url.getPath()).toLowerCase(Locale.ROOT);
        return path.endsWith(".m4a") || path.endsWith(".aac");
    }

    private static boolean isMp3OrWav(byte[] bytes) {
        return startsWith(bytes, 'R', 'I', 'F', 'F')
                || startsWith(bytes, 'I', 'D', '3')
                || (bytes.length > 1 && bytes[0] == (byte) 0xFF && (bytes[1] & FRAME_SYNC) == FRAME_SYNC);
    }

    private static boolean startsWith(byte[] bytes, char... letters) {
        for (int i = 0; i < letters.length; i++) {
            if (i >= bytes.length || bytes[i] != letters[i]) {
                return false;
            }
        }
        return true;
    }
}
