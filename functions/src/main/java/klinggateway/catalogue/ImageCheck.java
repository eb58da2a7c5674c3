package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks a picture by its header before anything is sent: Kling accepts a picture that is too small and fails minutes later
 * (docs/kling.md, Conventions). A picture behind a URL is not looked at.
 */
final class ImageCheck {

    private static final Pattern PREFIX =
            Pattern.compile("^data:[a-z]+/[a-z0-9.+-]+;base64,", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL = Pattern.compile("^https?://\\S+$", Pattern.CASE_INSENSITIVE);
    private static final int LEAST_SIDE = 300;
    private static final double MOST_RATIO = 2.5;
    private static final int MOST_BYTES = 10 << 20;

    private ImageCheck() {}

    static Optional<JsonNode> check(String pointer, JsonNode given, FieldCheck check) {
        if (!given.isTextual() || given.asText().isBlank()) {
            return check.wrong(pointer, "must be the URL of a picture, or the picture in base 64");
        }
        String text = withoutPrefix(given.asText());
        if (URL.matcher(text).matches()) {
            return Optional.of(given);
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return bytes.length > MOST_BYTES
                    ? check.wrong(pointer, "has more than 10 MB")
                    : sizeProblem(bytes)
                            .map(problem -> check.wrong(pointer, problem))
                            .orElseGet(() -> Optional.of(TextNode.valueOf(text)));
        } catch (IllegalArgumentException notBase64) {
            return check.wrong(pointer, "is neither a URL (http or https) nor base 64");
        }
    }

    /** Kling refuses the prefix that browsers put before base 64. */
    static String withoutPrefix(String text) {
        return PREFIX.matcher(text.strip()).replaceFirst("");
    }

    private static Optional<String> sizeProblem(byte[] bytes) {
        try {
            Optional<Picture> picture = Picture.read(bytes);
            return picture.isEmpty()
                    ? Optional.of("is not a picture; allowed: jpg, png")
                    : sizeProblem(picture.get().width(), picture.get().height());
        } catch (IOException damaged) {
            return Optional.of("is a damaged picture");
        }
    }

    private static Optional<String> sizeProblem(int width, int height) {
        if (Math.min(width, height) < LEAST_SIDE) {
            return Optional.of("is " + width + "x" + height + "; each side must have at least 300 pixels");
        }
        double ratio = (double) Math.max(width, height) / Math.min(width, height);
        return ratio > MOST_RATIO
                ? Optional.of("is " + width + "x" + height + "; allowed are ratios from 1:2.5 to 2.5:1")
                : Optional.empty();
    }
}
