package klinggateway.emulators.kling;

import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.VideoModel.Tier;

/** Reads {@code /v1/videos/motion-control}. */
final class MotionReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        String name = body.text("model_name").orElse("kling-v2-6");
        MotionModel model = MotionModel.byLegacyName(name);
        body.text("prompt", TEXT_LIMIT);
        Optional<String> flaw = SourceImage.flaw("image_url", body.required("image_url"));
        body.requiredHttpUrl("video_url");
        String orientation = body.choice("character_orientation", "", MotionModel.ORIENTATIONS);
        // One client always sends a mode; that it may be left out, as everywhere else, is assumed.
        String mode = body.choice("mode", "std", List.of("std", "pro"));
        Tier tier = model.tier(candidate -> candidate.mode().equals(mode));
        boolean keepsSound =
                body.choice("keep_original_sound", "yes", List.of("yes", "no")).equals("yes");
        Elements.count(name, model.elements(), body);
        Order order = MotionModel.order(name, CommonFields.of(body), tier, orientation, keepsSound, inputs);
        return order.flawedBy(flaw.or(order::flaw));
    }
}
