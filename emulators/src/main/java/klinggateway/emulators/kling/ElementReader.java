package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.emulators.kling.Order.Element;

/** Reads {@code /v1/general/advanced-custom-elements}; an element is free. */
final class ElementReader implements OrderReader {
    private static final int NAME_LIMIT = 20;
    private static final int DESCRIPTION_LIMIT = 100;
    private static final int MOST_IMAGES = 3;
    private static final int MOST_TAGS = 8;

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        String name = body.required("element_name", NAME_LIMIT);
        String description = body.required("element_description", DESCRIPTION_LIMIT);
        String type = body.choice("reference_type", "", List.of("image_refer", "video_refer"));
        Optional<String> flaw = Optional.empty();
        if (type.equals("image_refer")) {
            flaw = imageFlaw(body.object("element_image_list"));
        } else if (!body.has("element_video_list")) {
            throw Refusal.invalid("element_video_list is required");
        }
        body.text("element_voice_id");
        body.objects("tag_list", MOST_TAGS).forEach(tag -> {
            if (!tag.required("tag_id").matches("o_10[1-8]")) {
                throw Refusal.invalid("tag_id is invalid");
            }
        });
        return Order.of(
                        "",
                        CommonFields.of(body),
                        BigDecimal.ZERO,
                        Pace.seconds(3, 8),
                        new Element(name, description, type))
                .flawedBy(flaw);
    }

    private static Optional<String> imageFlaw(Fields images) {
        Optional<String> frontal = SourceImage.flaw("frontal_image", images.required("frontal_image"));
        List<Fields> others = images.objects("refer_images", MOST_IMAGES);
        if (others.isEmpty()) {
            throw Refusal.invalid("refer_images is required");
        }
        return Stream.of(frontal, SourceImage.firstFlaw("image_url", others))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
