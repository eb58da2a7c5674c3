package klinggateway.emulators.kling;

import java.util.List;
import klinggateway.emulators.kling.VideoModel.Tier;

/** Reads {@code /motion-control/{model}}. */
final class CurrentMotionReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final List<String> RESOLUTIONS = List.of("720p", "1080p");
    private static final List<String> TYPES = List.of("prompt", "image", "video", "element");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        MotionModel model = MotionModel.byPathName(pathModel);
        Fields settings = body.object("settings");
        String resolution = settings.choice("resolution", "720p", RESOLUTIONS);
        Tier tier = model.tier(candidate -> candidate.resolution().equals(resolution));
        boolean keepsSound =
                settings.choice("audio", "original", List.of("original", "off")).equals("original");
        String orientation = settings.choice("character_orientation", "", MotionModel.ORIENTATIONS);
        Contents contents = Contents.of(body, TYPES);
        contents.single("prompt").ifPresent(prompt -> prompt.text("text", TEXT_LIMIT));
        Contents.checkUrl(contents.required("image"));
        Contents.checkUrl(contents.required("video"));
        contents.elements(pathModel, model.elements());
        return MotionModel.order(
                pathModel, CommonFields.of(body.object("options")), tier, orientation, keepsSound, inputs);
    }
}
