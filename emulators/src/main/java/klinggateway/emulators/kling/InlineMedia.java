package klinggateway.emulators.kling;

import java.util.Base64;

/** Reads media given as bare base64 text: docs/kling.md, Conventions. */
final class InlineMedia {

    private InlineMedia() {}

    static byte[] decoded(String name, String value, int maxMegabytes) {
        byte[] bytes = decoded(value);
        if (bytes.length > maxMegabytes * 1024 * 1024) {
            throw Refusal.invalid(name + " exceeds the " + maxMegabytes + "MB limit");
        }
        return bytes;
    }

    private static byte[] decoded(String value) {
        try {
            return Base64.getMimeDecoder().decode(checked(value));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("File is not in a valid base64 format");
        }
    }

    /** The MIME decoder skips foreign characters, which would let a {@code data:} prefix through. */
    private static String checked(String value) {
        boolean foreign = value.chars()
                .anyMatch(c -> !(Character.isWhitespace(c)
                        || (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || c == '+'
                        || c == '/'
                        || c == '='));
        if (foreign) {
            throw Refusal.invalid("File is not in a valid base64 format");
        }
        return value;
    }
}
