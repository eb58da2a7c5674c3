package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.emulators.kling.Order.Video;

/** Reads {@code /v1/videos/effects}; of the some two hundred scenes only those for two persons are told apart. */
final class EffectsReader implements OrderReader {
    private static final Set<String> FOR_TWO = Set.of("hug", "kiss", "heart_gesture", "fight");

    /** An assumption: the list of prices per scene was not collected. */
    private static final BigDecimal UNITS = BigDecimal.valueOf(2);

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        String scene = body.required("effect_scene");
        if (!body.has("input")) {
            throw Refusal.invalid("input is required");
        }
        Fields input = body.object("input");
        int seconds = Integer.parseInt(input.choice("duration", "5", List.of("5", "10")));
        Optional<String> flaw =
                FOR_TWO.contains(scene) ? pairFlaw(input) : SourceImage.flaw("image", input.required("image"));
        return Order.of(
                        input.text("model_name").orElse(""),
                        CommonFields.of(body),
                        UNITS,
                        Pace.seconds(240, 360),
                        Video.of("720p", seconds, Sound.SILENT))
                .flawedBy(flaw);
    }

    /** Both are read before the first flaw counts: broken base64 in either is refused at once. */
    private static Optional<String> pairFlaw(Fields input) {
        List<JsonNode> images = input.node().path("images").valueStream().toList();
        if (images.size() != 2 || !images.stream().allMatch(JsonNode::isTextual)) {
            throw Refusal.invalid("images must be two images");
        }
        List<Optional<String>> flaws = images.stream()
                .map(image -> SourceImage.flaw("images", image.textValue()))
                .toList();
        return flaws.stream().flatMap(Optional::stream).findFirst();
    }
}
