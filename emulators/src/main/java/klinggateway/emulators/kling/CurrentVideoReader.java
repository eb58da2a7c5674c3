package klinggateway.emulators.kling;

import java.util.List;
import klinggateway.emulators.kling.Order.Video;
import klinggateway.emulators.kling.VideoModel.Tier;

/** Reads {@code /text-to-video/{model}} and {@code /image-to-video/{model}}, in the order in which Kling checks them. */
final class CurrentVideoReader implements OrderReader {
    private static final int DEFAULT_SECONDS = 5;
    private static final int MOST_VOICES = 2;
    private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1");
    private static final List<String> RESOLUTIONS = List.of("720p", "1080p", "4k");
    private static final List<String> CONTENT_TYPES =
            List.of("prompt", "first_frame", "last_frame", "element", "voice");

    private final boolean fromImage;

    private CurrentVideoReader(boolean fromImage) {
        this.fromImage = fromImage;
    }

    static CurrentVideoReader textToVideo() {
        return new CurrentVideoReader(false);
    }

    static CurrentVideoReader imageToVideo() {
        return new CurrentVideoReader(true);
    }

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        VideoModel model = VideoModel.byPathName(pathModel);
        Fields settings = body.object("settings");
        if (!fromImage) {
            settings.choice("aspect_ratio", "16:9", RATIOS);
        }
        Tier tier = tier(model, settings);
        Contents contents = fromImage ? Contents.of(body, CONTENT_TYPES) : new Contents(List.of());
        Sound sound = sound(model, tier, settings, contents.all("voice"));
        if (fromImage) {
            checkContents(model, tier, sound, contents);
        } else {
            body.required("prompt", model.promptLimit());
        }
        settings.flag("multi_shot", true);
        int seconds = seconds(model, settings);
        return Order.of(
                pathModel,
                CommonFields.of(body.object("options")),
                tier.units(sound, seconds),
                tier.pace().forClipOf(seconds),
                Video.of(tier.resolution(), seconds, sound));
    }

    private static Tier tier(VideoModel model, Fields settings) {
        String resolution = settings.choice("resolution", "720p", RESOLUTIONS);
        return model.tiers().stream()
                .filter(tier -> tier.resolution().equals(resolution))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.invalid("resolution " + resolution + " is not supported by " + model.pathName()));
    }

    private static Sound sound(VideoModel model, Tier tier, Fields settings, List<Fields> voices) {
        if (model.alwaysHasSound()) {
            return Sound.NATIVE;
        }
        boolean on = settings.choice("audio", "off", List.of("native", "off")).equals("native");
        if (!voices.isEmpty() && !model.takesVoices()) {
            throw Refusal.invalid("voice is not supported by " + model.pathName());
        }
        if (!voices.isEmpty() && !on) {
            throw Refusal.invalid("voice requires audio to be native");
        }
        Sound sound = !voices.isEmpty() ? Sound.NATIVE_WITH_VOICE : on ? Sound.NATIVE : Sound.SILENT;
        if (!tier.offers(sound)) {
            throw Refusal.invalid(
                    "audio native is not supported by " + model.pathName() + " with resolution " + tier.resolution());
        }
        return sound;
    }

    private static void checkContents(VideoModel model, Tier tier, Sound sound, Contents contents) {
        contents.single("prompt").ifPresent(prompt -> prompt.text("text", model.promptLimit()));
        Contents.checkUrl(contents.required("first_frame"));
        if (contents.single("last_frame").isPresent() && !model.takesLastFrame(tier, sound)) {
            throw Refusal.invalid("last_frame is not supported by " + model.pathName() + " with these settings");
        }
        contents.single("last_frame").ifPresent(Contents::checkUrl);
        contents.elements(model.pathName(), model.elements());
        List<Fields> voices = contents.all("voice");
        if (voices.size() > MOST_VOICES) {
            throw Refusal.invalid("contents can have at most " + MOST_VOICES + " voices");
        }
        voices.forEach(voice -> voice.required("voice_id"));
    }

    private static int seconds(VideoModel model, Fields settings) {
        int seconds = settings.integer("duration", DEFAULT_SECONDS);
        if (!model.seconds().contains(seconds)) {
            throw Refusal.invalid("duration value '" + seconds + "' is invalid for " + model.pathName()
                    + ", must be one of " + model.seconds());
        }
        return seconds;
    }
}
