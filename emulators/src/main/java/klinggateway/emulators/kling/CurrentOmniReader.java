package klinggateway.emulators.kling;

import java.util.List;
import klinggateway.emulators.kling.OmniMedia.Use;
import klinggateway.emulators.kling.VideoModel.Tier;

/** Reads {@code /omni-video/{model}}, in the order in which Kling checks the other newer paths. */
final class CurrentOmniReader implements OrderReader {
    private static final int DEFAULT_SECONDS = 5;
    private static final int MOST_PICTURES = 7;
    private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1");
    private static final List<String> RESOLUTIONS = List.of("720p", "1080p", "4k");
    private static final List<String> TYPES =
            List.of("prompt", "first_frame", "last_frame", "refer_image", "feature_video", "base_video", "element");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        OmniModel model = OmniModel.byPathName(pathModel);
        Fields settings = body.object("settings");
        settings.choice("aspect_ratio", "16:9", RATIOS);
        String resolution = settings.choice("resolution", "720p", RESOLUTIONS);
        Tier tier = model.tier(candidate -> candidate.resolution().equals(resolution), "resolution " + resolution);
        Contents contents = Contents.of(body, TYPES);
        OmniMedia media = media(pathModel, contents);
        media.check();
        Sound sound = settings.choice("audio", "off", List.of("native", "off")).equals("native")
                ? Sound.NATIVE
                : Sound.SILENT;
        media.checkSound(sound, tier, pathModel);
        contents.required("prompt").required("text", model.promptLimit());
        settings.flag("multi_shot", true);
        int seconds = settings.integer("duration", DEFAULT_SECONDS);
        if (media.video() != Use.BASE) {
            model.checkSeconds(Integer.toString(seconds), seconds, media);
        }
        return media.order(pathModel, CommonFields.of(body.object("options")), model, tier, sound, seconds, inputs);
    }

    /** There is no setting for the sound of a video to be changed; that it stays is assumed. */
    private static OmniMedia media(String model, Contents contents) {
        List<Fields> images = contents.all("refer_image");
        images.forEach(Contents::checkUrl);
        boolean feature = contents.hasMedium("feature_video");
        boolean base = contents.hasMedium("base_video");
        if (feature && base) {
            throw Refusal.invalid("contents can have only one video");
        }
        return new OmniMedia(
                contents.hasMedium("first_frame"),
                contents.hasMedium("last_frame"),
                images.size() + contents.elements(model, MOST_PICTURES),
                base ? Use.BASE : feature ? Use.FEATURE : Use.NONE,
                base);
    }
}
