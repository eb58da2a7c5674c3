package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.ImageModel.Reference;
import klinggateway.emulators.kling.Order.Images;

/** Reads {@code /v1/images/generations}. */
final class ImageReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final int MOST_IMAGES = 9;
    private static final int MOST_REFERENCES = 10;
    private static final Pace PACE = Pace.seconds(15, 35);

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        ImageModel model = ImageModel.byName(body.text("model_name").orElse("kling-v3"), inputs.retiredModels());
        body.required("prompt", TEXT_LIMIT);
        String resolution = body.choice("resolution", "1k", model.resolutions());
        body.choice("aspect_ratio", "16:9", model.ratios());
        int count = body.integer("n", 1, 1, MOST_IMAGES);
        Optional<String> image = body.text("image");
        if (image.isEmpty() && model.needsImage()) {
            throw Refusal.invalid("image is required by " + model.name());
        }
        checkReferences(model, image.isPresent(), body);
        int unitsEach = image.isPresent() ? model.unitsFromImage() : model.unitsFromText();
        // A restyled image has the size of its original; that a size asked for is passed over is assumed.
        boolean likeOriginal = image.isPresent() && model.reference() == Reference.RESTYLED;
        return Order.of(
                        model.name(),
                        CommonFields.of(body),
                        BigDecimal.valueOf((long) unitsEach * count),
                        PACE,
                        Images.of(likeOriginal ? "" : resolution, count))
                .flawedBy(image.flatMap(value -> SourceImage.flaw("image", value)));
    }

    private static void checkReferences(ImageModel model, boolean image, Fields body) {
        if (body.text("negative_prompt", TEXT_LIMIT).isPresent() && image) {
            throw Refusal.invalid("negative_prompt is not supported when image is given");
        }
        checkUse(model, image, body);
        body.fraction("image_fidelity", "0", "1");
        body.fraction("human_fidelity", "0", "1");
        List<Fields> elements = body.objects("element_list", MOST_REFERENCES - (image ? 1 : 0));
        if (!elements.isEmpty() && !model.elements()) {
            throw Refusal.invalid("element_list is not supported by " + model.name());
        }
    }

    private static void checkUse(ImageModel model, boolean image, Fields body) {
        if (body.has("image_reference")) {
            body.choice("image_reference", "", List.of("subject", "face"));
            // That it is refused, and not passed over, is assumed.
            if (!model.canBeTold()) {
                throw Refusal.invalid("image_reference is not supported by " + model.name());
            }
        } else if (image && model.reference() == Reference.ONLY_AS_TOLD) {
            throw Refusal.invalid("image_reference is required when image is given to " + model.name());
        }
    }
}
