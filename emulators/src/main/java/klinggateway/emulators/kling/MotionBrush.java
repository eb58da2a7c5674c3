package klinggateway.emulators.kling;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.emulators.kling.SourceImage.Size;

/** Reads {@code static_mask} and {@code dynamic_masks}: what is to stay in a picture, and what is to move and where. */
final class MotionBrush {
    private static final int MOST_MOVING = 6;
    private static final int FEWEST_POINTS = 2;
    private static final int MOST_POINTS = 77;

    private MotionBrush() {}

    /** Answers why the task will fail later, if it will: masks are compared with the picture only when it runs. */
    static Optional<String> flaw(Fields body) {
        String image =
                body.text("image").orElseThrow(() -> Refusal.invalid("image is required when there are masks for it"));
        List<Fields> moving = body.objects("dynamic_masks", MOST_MOVING);
        moving.forEach(MotionBrush::checkPath);
        List<String> masks = Stream.concat(
                        body.text("static_mask").stream(), moving.stream().map(one -> one.required("mask")))
                .toList();
        // All are read before the first flaw counts: broken base64 in any is refused at once.
        List<Optional<String>> flaws =
                masks.stream().map(mask -> SourceImage.flaw("mask", mask)).toList();
        return flaws.stream().flatMap(Optional::stream).findFirst().or(() -> misfit(image, masks));
    }

    /** Pixels of the picture, counted from its lower left; whether they lie in it is not looked at. */
    private static void checkPath(Fields moving) {
        List<Fields> points = moving.objects("trajectories", MOST_POINTS);
        if (points.size() < FEWEST_POINTS) {
            throw Refusal.invalid("trajectories must have " + FEWEST_POINTS + " to " + MOST_POINTS + " points");
        }
        points.forEach(point -> {
            if (!point.has("x") || !point.has("y")) {
                throw Refusal.invalid("points of trajectories must have x and y");
            }
            point.integer("x", 0);
            point.integer("y", 0);
        });
    }

    /** That the task fails is documented, with which words is not. */
    private static Optional<String> misfit(String image, List<String> masks) {
        List<Size> sizes = masks.stream()
                .flatMap(mask -> SourceImage.size("mask", mask).stream())
                .distinct()
                .toList();
        boolean fit = SourceImage.size("image", image).stream()
                .allMatch(picture -> sizes.stream().allMatch(picture::hasRatioOf));
        return sizes.size() <= 1 && fit
                ? Optional.empty()
                : Optional.of("The resolution or aspect ratio of the mask is invalid");
    }
}
