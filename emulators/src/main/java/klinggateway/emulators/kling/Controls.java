package klinggateway.emulators.kling;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.emulators.kling.VideoModel.Tier;

/** Reads camera moves and motion brushes, which went with the models that had them: docs/kling.md, Retired models. */
final class Controls {
    private static final String CAMERA = "camera_control";
    private static final String STILL = "static_mask";
    private static final String MOVING = "dynamic_masks";

    /** No longer clip was sold with any of them. */
    private static final int SECONDS = 5;

    private record Offer(String field, String model, boolean fromImage, List<String> modes) {}

    private static final List<Offer> OFFERS = List.of(
            new Offer(CAMERA, "kling-v1", false, List.of("std")),
            new Offer(CAMERA, "kling-v1-5", true, List.of("pro")),
            new Offer(STILL, "kling-v1", true, List.of("std", "pro")),
            new Offer(STILL, "kling-v1-5", true, List.of("pro")),
            new Offer(MOVING, "kling-v1", true, List.of("std", "pro")),
            new Offer(MOVING, "kling-v1-5", true, List.of("pro")));

    private Controls() {}

    /** Answers why the task will fail later, if it will. */
    static Optional<String> flaw(String model, boolean fromImage, Tier tier, int seconds, Fields body) {
        Stream.of(CAMERA, STILL, MOVING).filter(body::has).forEach(field -> {
            Offer offer = offer(field, model, fromImage);
            if (!offer.modes().contains(tier.mode()) || seconds != SECONDS) {
                throw Refusal.invalid(field + " is supported by " + model + " only in mode "
                        + String.join(" or ", offer.modes()) + " and with duration " + SECONDS);
            }
        });
        boolean masks = body.has(STILL) || body.has(MOVING);
        boolean lastFrame = fromImage && body.text("image_tail").isPresent();
        long groups = Stream.of(lastFrame, masks, body.has(CAMERA))
                .filter(Boolean::booleanValue)
                .count();
        if (groups > 1) {
            throw Refusal.invalid("image_tail, masks and camera_control exclude each other");
        }
        if (body.has(CAMERA)) {
            CameraMove.check(body.object(CAMERA), fromImage);
        }
        return masks ? MotionBrush.flaw(body) : Optional.empty();
    }

    private static Offer offer(String field, String model, boolean fromImage) {
        return OFFERS.stream()
                .filter(offer -> offer.field().equals(field))
                .filter(offer -> offer.model().equals(model) && offer.fromImage() == fromImage)
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(field + " is not supported by " + model));
    }
}
