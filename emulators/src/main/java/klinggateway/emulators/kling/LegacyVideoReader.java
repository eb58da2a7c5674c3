package klinggateway.emulators.kling;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.emulators.kling.Order.Video;
import klinggateway.emulators.kling.VideoModel.Limit;
import klinggateway.emulators.kling.VideoModel.Tier;

/** Reads {@code /v1/videos/text2video} and {@code /v1/videos/image2video}. */
final class LegacyVideoReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final int VOICES = 2;
    private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1");
    private static final List<String> MODES = List.of("std", "pro", "4k");

    private final boolean fromImage;

    private LegacyVideoReader(boolean fromImage) {
        this.fromImage = fromImage;
    }

    static LegacyVideoReader textToVideo() {
        return new LegacyVideoReader(false);
    }

    static LegacyVideoReader imageToVideo() {
        return new LegacyVideoReader(true);
    }

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        // The documented default went out of service, so leaving the model out is an error: docs/kling.md, Models.
        String name = body.text("model_name").orElse("kling-v1");
        VideoModel model = VideoModel.byLegacyName(name, fromImage, inputs.retiredModels());
        Tier tier = tier(model, name, body);
        int seconds = seconds(model, name, body);
        Sound sound = sound(model, name, tier, body);
        checkPrompt(model, name, seconds, body);
        Elements.count(name, model.elements(), body);
        Optional<String> controlFlaw = Controls.flaw(name, fromImage, tier, seconds, body);
        Optional<String> frameFlaw =
                fromImage ? checkFrames(model, name, tier, seconds, sound, body) : Optional.empty();
        return Order.of(
                        name,
                        CommonFields.of(body),
                        tier.units(sound, seconds),
                        tier.pace().forClipOf(seconds),
                        Video.of(tier.resolution(), seconds, sound))
                .flawedBy(frameFlaw.or(() -> controlFlaw));
    }

    private static Tier tier(VideoModel model, String name, Fields body) {
        if (model.has(Limit.NO_MODE)) {
            if (body.text("mode").isPresent()) {
                throw notFor(name, "mode");
            }
            return model.tiers().getFirst();
        }
        String mode = body.choice("mode", "std", MODES);
        return model.tiers().stream()
                .filter(tier -> tier.mode().equals(mode))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("mode " + mode + " is not supported by " + name));
    }

    private static int seconds(VideoModel model, String name, Fields body) {
        String duration = body.text("duration").orElse("5");
        return model.seconds().stream()
                .filter(seconds -> seconds.toString().equals(duration))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("duration value '" + duration + "' is invalid for " + name
                        + ", must be one of " + model.seconds()));
    }

    private static Sound sound(VideoModel model, String name, Tier tier, Fields body) {
        boolean on = body.choice("sound", "off", List.of("on", "off")).equals("on");
        boolean voices = !voices(model, name, body).isEmpty();
        if (voices && !on) {
            throw Refusal.invalid("voice_list requires sound to be on");
        }
        Sound sound = voices ? Sound.NATIVE_WITH_VOICE : on ? Sound.NATIVE : Sound.SILENT;
        if (!tier.offers(sound)) {
            throw Refusal.invalid("sound on is not supported by " + name + tier.inMode());
        }
        return sound;
    }

    private static List<String> voices(VideoModel model, String name, Fields body) {
        List<String> voices = body.objects("voice_list", VOICES).stream()
                .map(voice -> voice.required("voice_id"))
                .toList();
        if (!voices.isEmpty() && !model.takesVoices()) {
            throw Refusal.invalid("voice_list is not supported by " + name);
        }
        return voices;
    }

    private void checkPrompt(VideoModel model, String name, int seconds, Fields body) {
        Optional<String> prompt = body.text("prompt", TEXT_LIMIT);
        body.text("negative_prompt", TEXT_LIMIT);
        body.choice("aspect_ratio", "16:9", RATIOS);
        body.fraction("cfg_scale", "0", "1");
        if (body.has("cfg_scale") && model.has(Limit.NO_CFG_SCALE)) {
            throw notFor(name, "cfg_scale");
        }
        boolean multiShot = body.flag("multi_shot", false);
        if (multiShot && !model.multiShot()) {
            throw Refusal.invalid("multi_shot is not supported by " + name);
        }
        boolean shotsReplaceIt = multiShot && Shots.areGiven(seconds, body);
        if (!shotsReplaceIt && prompt.isEmpty() && (multiShot || !fromImage)) {
            throw Refusal.invalid("prompt is required");
        }
    }

    /** That it is refused, and not passed over, is assumed. */
    private static Refusal notFor(String name, String field) {
        return Refusal.invalid(field + " is not supported by " + name);
    }

    private static Optional<String> checkFrames(
            VideoModel model, String name, Tier tier, int seconds, Sound sound, Fields body) {
        Optional<String> first = body.text("image");
        Optional<String> last = body.text("image_tail");
        if (first.isEmpty() && last.isEmpty()) {
            throw Refusal.invalid("at least one of image and image_tail is required");
        }
        if (last.isPresent()) {
            checkLastFrame(model, name, tier, seconds, sound);
        }
        if (first.isEmpty() && model.has(Limit.LAST_FRAME_ONLY_AFTER_A_FIRST)) {
            throw Refusal.invalid("image_tail without image is not supported by " + name);
        }
        // Both are read before the first flaw counts: broken base64 in either is refused at once.
        List<Optional<String>> flaws = Stream.concat(
                        first.map(image -> SourceImage.flaw("image", image)).stream(),
                        last.map(image -> SourceImage.flaw("image_tail", image)).stream())
                .toList();
        return flaws.stream().flatMap(Optional::stream).findFirst();
    }

    private static void checkLastFrame(VideoModel model, String name, Tier tier, int seconds, Sound sound) {
        if (!model.takesLastFrame(tier, sound)) {
            throw Refusal.invalid("image_tail is not supported by " + name + tier.inMode()
                    + (sound == Sound.SILENT ? "" : " with sound"));
        }
        if (model.has(Limit.LAST_FRAME_ONLY_IN_5_SECONDS) && seconds != 5) {
            throw Refusal.invalid("image_tail is not supported by " + name + " with duration " + seconds);
        }
    }
}
