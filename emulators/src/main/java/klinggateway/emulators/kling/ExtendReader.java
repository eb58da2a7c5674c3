package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import klinggateway.emulators.kling.Order.Source;
import klinggateway.emulators.kling.Order.Video;

/** Reads {@code /v1/videos/video-extend}, which goes on where a video of a retired model ends. */
final class ExtendReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final Set<String> MODELS = Set.of("kling-v1", "kling-v1-5", "kling-v1-6");
    private static final Set<String> PRODUCTS = Set.of("Text to Video", "Image to Video", "Video Extension");
    private static final BigDecimal LONGEST = BigDecimal.valueOf(180);

    /** Four to five seconds are documented. */
    private static final BigDecimal ADDED = BigDecimal.valueOf(5);

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        inputs.checkRetiredIsSold("kling-v1-6");
        Task parent = inputs.videoTask(body.required("video_id"));
        String model = parent.order().model();
        body.text("prompt", TEXT_LIMIT);
        body.text("negative_prompt", TEXT_LIMIT);
        body.fraction("cfg_scale", "0", "1");
        if (!MODELS.contains(model) || !PRODUCTS.contains(parent.product().function())) {
            throw Refusal.invalid("model is not supported");
        }
        Source source = inputs.ownVideo(parent);
        BigDecimal seconds = source.seconds().add(ADDED);
        if (seconds.compareTo(LONGEST) > 0) {
            throw Refusal.invalid("the video cannot be longer than " + LONGEST + " seconds");
        }
        Video video = new Video(
                resolution(parent),
                seconds,
                Sound.SILENT,
                true,
                Map.of("seed", Integer.toString(parent.resultId().hashCode() & Integer.MAX_VALUE)));
        return Order.of(
                        model,
                        CommonFields.of(body).withoutExternalId(),
                        units(model, parent),
                        Pace.seconds(240, 360),
                        video)
                .madeFrom(source);
    }

    /** For kling-v1 in std the sources name both one and two units; an extension costs what the one before it did. */
    private static BigDecimal units(String model, Task parent) {
        if (parent.product().reader() instanceof ExtendReader) {
            return parent.order().units();
        }
        boolean pro = parent.request().path("mode").asText().equals("pro");
        return new BigDecimal(pro ? "3.5" : model.equals("kling-v1") ? "1" : "2");
    }

    private static String resolution(Task parent) {
        return parent.order().output() instanceof Video video ? video.resolution() : "720p";
    }
}
