package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Selection;
import klinggateway.emulators.kling.Order.Video;

/** Reads {@code /v1/videos/multi-elements}: what was selected before is replaced, removed, or joined. */
final class MultiElementsReader implements OrderReader {
    private static final String MODEL = "kling-v1-6";
    private static final int TEXT_LIMIT = 2500;
    private static final BigDecimal LONGEST_OF_SHORT = BigDecimal.valueOf(5);

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        inputs.checkRetiredIsSold(body.text("model_name").orElse(MODEL));
        if (!body.text("model_name").orElse(MODEL).equals(MODEL)) {
            throw Refusal.invalid("model is not supported");
        }
        String session = body.required("session_id");
        BigDecimal length = SelectionReader.seconds(inputs.session(session, Selection.class));
        String edit = body.choice("edit_mode", "", List.of("addition", "swap", "removal"));
        Optional<String> flaw = imageFlaw(edit, body);
        String prompt = body.required("prompt", TEXT_LIMIT);
        if (!prompt.contains("<<<video_1>>>") || (!edit.equals("removal") && !prompt.contains("<<<image_1>>>"))) {
            throw Refusal.invalid("prompt must mention the video and the images");
        }
        body.text("negative_prompt", TEXT_LIMIT);
        boolean pro = body.choice("mode", "std", List.of("std", "pro")).equals("pro");
        int seconds = Integer.parseInt(body.choice("duration", "5", List.of("5", "10")));
        if ((length.compareTo(LONGEST_OF_SHORT) <= 0) != (seconds == 5)) {
            throw Refusal.invalid("duration does not fit the video of the session");
        }
        BigDecimal clip = new BigDecimal(pro ? "5" : "3");
        Video video = new Video(
                pro ? "1080p" : "720p", BigDecimal.valueOf(seconds), Sound.SILENT, true, Map.of("session_id", session));
        return Order.of(
                        MODEL,
                        CommonFields.of(body),
                        clip.multiply(BigDecimal.valueOf(seconds / 5)),
                        Pace.seconds(120, 320),
                        video)
                .flawedBy(flaw);
    }

    private static Optional<String> imageFlaw(String edit, Fields body) {
        List<Fields> images = body.objects("image_list", edit.equals("addition") ? 2 : 1);
        if (images.isEmpty() != edit.equals("removal")) {
            throw Refusal.invalid("image_list does not fit edit_mode " + edit);
        }
        return SourceImage.firstFlaw("image", images);
    }
}
