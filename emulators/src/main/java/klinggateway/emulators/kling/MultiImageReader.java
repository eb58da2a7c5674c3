package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Video;

/** Reads {@code /v1/videos/multi-image2video}, which only a retired model has. */
final class MultiImageReader implements OrderReader {
    private static final String MODEL = "kling-v1-6";
    private static final int TEXT_LIMIT = 2500;
    private static final int MOST_IMAGES = 4;

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        inputs.checkRetiredIsSold(body.text("model_name").orElse(MODEL));
        if (!body.text("model_name").orElse(MODEL).equals(MODEL)) {
            throw Refusal.invalid("model is not supported");
        }
        List<Fields> images = body.objects("image_list", MOST_IMAGES);
        if (images.isEmpty()) {
            throw Refusal.invalid("image_list is required");
        }
        Optional<String> flaw = SourceImage.firstFlaw("image", images);
        body.required("prompt", TEXT_LIMIT);
        body.text("negative_prompt", TEXT_LIMIT);
        body.choice("aspect_ratio", "16:9", List.of("16:9", "9:16", "1:1"));
        boolean pro = body.choice("mode", "std", List.of("std", "pro")).equals("pro");
        int seconds = Integer.parseInt(body.choice("duration", "5", List.of("5", "10")));
        BigDecimal clip = new BigDecimal(pro ? "3.5" : "2");
        return Order.of(
                        MODEL,
                        CommonFields.of(body),
                        clip.multiply(BigDecimal.valueOf(seconds / 5)),
                        Pace.seconds(120, 320),
                        Video.of(pro ? "1080p" : "720p", seconds, Sound.SILENT))
                .flawedBy(flaw);
    }
}
