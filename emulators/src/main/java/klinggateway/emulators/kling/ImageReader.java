package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Images;

/** Reads {@code /v1/images/generations}. */
final class ImageReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final int MOST_IMAGES = 9;
    private static final int MOST_REFERENCES = 10;
    private static final Pace PACE = Pace.seconds(15, 35);
    private static final List<String> RESOLUTIONS = List.of("1k", "2k");
    private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9");

    /** Prices are per image, from a text alone or with a reference image: docs/kling.md, Prices. */
    private record Model(String name, int unitsFromText, int unitsFromImage, boolean elements) {}

    private static final List<Model> MODELS =
            List.of(new Model("kling-v3", 8, 8, true), new Model("kling-v2-1", 4, 8, false));

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        String name = body.text("model_name").orElse("kling-v3");
        Model model = MODELS.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.unknownModel(name));
        body.required("prompt", TEXT_LIMIT);
        String resolution = body.choice("resolution", "1k", RESOLUTIONS);
        body.choice("aspect_ratio", "16:9", RATIOS);
        int count = body.integer("n", 1, 1, MOST_IMAGES);
        Optional<String> image = body.text("image");
        checkReferences(model, image.isPresent(), body);
        int unitsEach = image.isPresent() ? model.unitsFromImage() : model.unitsFromText();
        return Order.of(
                        name,
                        CommonFields.of(body),
                        BigDecimal.valueOf((long) unitsEach * count),
                        PACE,
                        Images.of(resolution, count))
                .flawedBy(image.flatMap(value -> SourceImage.flaw("image", value)));
    }

    private static void checkReferences(Model model, boolean image, Fields body) {
        if (body.text("negative_prompt", TEXT_LIMIT).isPresent() && image) {
            throw Refusal.invalid("negative_prompt is not supported when image is given");
        }
        if (body.has("image_reference")) {
            body.choice("image_reference", "", List.of("subject", "face"));
        }
        body.fraction("image_fidelity", "0", "1");
        body.fraction("human_fidelity", "0", "1");
        List<Fields> elements = body.objects("element_list", MOST_REFERENCES - (image ? 1 : 0));
        if (!elements.isEmpty() && !model.elements()) {
            throw Refusal.invalid("element_list is not supported by " + model.name());
        }
    }
}
