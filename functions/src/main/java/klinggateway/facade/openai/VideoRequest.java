package klinggateway.facade.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;

/**
 * The body of {@code POST /videos}. A field that nobody knows is refused, as OpenAI does, because a misspelled one would cost
 * money; one that is null or empty counts as left out.
 *
 * @param picture the URL of the picture that the video starts from, or the picture itself in base 64
 */
record VideoRequest(
        String prompt,
        Optional<String> model,
        Optional<Integer> seconds,
        Optional<Pixels> size,
        Optional<String> picture) {

    private static final String REFERENCE = "input_reference";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of("prompt", "model", "seconds", "size", REFERENCE));
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,2}");

    static VideoRequest read(ObjectNode body) {
        List<InvalidParameter> problems = new ArrayList<>();
        body.properties().forEach(field -> {
            if (!KNOWN.contains(field.getKey()) && !field.getValue().isNull()) {
                problems.add(new InvalidParameter(
                        "/" + field.getKey(), "is not known; known are " + String.join(", ", KNOWN)));
            }
        });
        Optional<String> prompt = text(body, "prompt", problems);
        if (isAbsent(body.path("prompt"))) {
            problems.add(new InvalidParameter("/prompt", "is missing"));
        }
        VideoRequest request = new VideoRequest(
                prompt.orElse(""),
                text(body, "model", problems),
                seconds(body.path("seconds"), problems),
                size(body, problems),
                picture(body.path(REFERENCE), problems));
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, problems);
        }
        return request;
    }

    private static Optional<String> text(ObjectNode body, String name, List<InvalidParameter> problems) {
        JsonNode value = body.path(name);
        if (!isAbsent(value) && !value.isTextual()) {
            problems.add(new InvalidParameter("/" + name, "must be a text"));
            return Optional.empty();
        }
        return isAbsent(value) ? Optional.empty() : Optional.of(value.asText());
    }

    /** A text at OpenAI's; a number is understood, too. */
    private static Optional<Integer> seconds(JsonNode value, List<InvalidParameter> problems) {
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if ((value.isTextual() || value.isIntegralNumber())
                && SECONDS.matcher(value.asText()).matches()) {
            return Optional.of(Integer.valueOf(value.asText()));
        }
        problems.add(new InvalidParameter("/seconds", "must be a whole number of seconds, such as \"4\""));
        return Optional.empty();
    }

    private static Optional<Pixels> size(ObjectNode body, List<InvalidParameter> problems) {
        Optional<String> text = text(body, "size", problems);
        Optional<Pixels> size = text.flatMap(Pixels::parse);
        if (text.isPresent() && size.isEmpty()) {
            problems.add(new InvalidParameter("/size", "must be a width and a height in pixels, such as 720x1280"));
        }
        return size;
    }

    private static Optional<String> picture(JsonNode value, List<InvalidParameter> problems) {
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (value.path("file_id").isTextual()) {
            problems.add(
                    new InvalidParameter(
                            "/" + REFERENCE,
                            "has a file_id, but this gateway keeps no files; send the picture itself, or its URL as image_url"));
        } else if (!value.path("image_url").isTextual() || value.size() != 1) {
            problems.add(new InvalidParameter(
                    "/" + REFERENCE, "must be a file (png or jpeg), or an object with the image_url of one"));
        }
        return Optional.of(value.path("image_url").asText());
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isBlank());
    }
}
