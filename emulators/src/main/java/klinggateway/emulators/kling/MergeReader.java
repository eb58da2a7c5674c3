package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.emulators.kling.Order.Images;

/** Reads {@code /v1/images/multi-image2image}: several subjects, a scene and a style in one picture. */
final class MergeReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final int MOST_IMAGES = 9;
    private static final int MOST_SUBJECTS = 4;
    private static final int UNITS_EACH = 16;
    private static final String RETIRED = "kling-v2";
    private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        // As with videos, the documented default went out of service.
        String name = body.text("model_name").orElse(RETIRED);
        if (name.equals(RETIRED)) {
            inputs.checkRetiredIsSold(name);
        } else if (!name.equals("kling-v2-1")) {
            throw Refusal.unknownModel(name);
        }
        List<Fields> subjects = body.objects("subject_image_list", MOST_SUBJECTS);
        if (subjects.isEmpty()) {
            throw Refusal.invalid("subject_image_list is required");
        }
        Optional<String> subjectFlaw = SourceImage.firstFlaw("subject_image", subjects);
        // Every image is read before the first flaw counts: broken base64 in any is refused at once.
        List<Optional<String>> otherFlaws = Stream.of("scene_image", "style_image")
                .map(field -> body.text(field).flatMap(image -> SourceImage.flaw(field, image)))
                .toList();
        body.text("prompt", TEXT_LIMIT);
        body.choice("aspect_ratio", "16:9", RATIOS);
        int count = body.integer("n", 1, 1, MOST_IMAGES);
        return Order.of(
                        name,
                        CommonFields.of(body),
                        BigDecimal.valueOf((long) UNITS_EACH * count),
                        Pace.seconds(15, 35),
                        Images.of("1k", count))
                .flawedBy(subjectFlaw.or(
                        () -> otherFlaws.stream().flatMap(Optional::stream).findFirst()));
    }
}
