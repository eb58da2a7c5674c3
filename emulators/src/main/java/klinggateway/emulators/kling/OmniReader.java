package klinggateway.emulators.kling;

import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.OmniMedia.Use;
import klinggateway.emulators.kling.VideoModel.Tier;

/** Reads {@code /v1/videos/omni-video}. */
final class OmniReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final int MOST_PICTURES = 7;
    private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        String name = body.text("model_name").orElse("kling-video-o1");
        OmniModel model = OmniModel.byLegacyName(name);
        String mode = body.choice("mode", "pro", List.of("std", "pro", "4k"));
        Tier tier = model.tier(candidate -> candidate.mode().equals(mode), "mode " + mode);
        List<Fields> images = body.objects("image_list", MOST_PICTURES);
        OmniMedia media = media(name, images, body);
        media.check();
        Sound sound = body.choice("sound", "off", List.of("on", "off")).equals("on") ? Sound.NATIVE : Sound.SILENT;
        media.checkSound(sound, tier, name);
        int seconds = seconds(model, media, body);
        checkPrompt(model, seconds, body);
        if (body.text("aspect_ratio").isPresent() || !media.followsInput()) {
            body.required("aspect_ratio");
            body.choice("aspect_ratio", "", RATIOS);
        }
        Optional<String> imageFlaw = SourceImage.firstFlaw("image_url", images);
        Order order = media.order(name, CommonFields.of(body), model, tier, sound, seconds, inputs);
        return order.flawedBy(imageFlaw.or(order::flaw));
    }

    private static OmniMedia media(String model, List<Fields> images, Fields body) {
        List<String> types = images.stream()
                .map(image -> image.choice("type", "", List.of("", "first_frame", "end_frame")))
                .toList();
        int first = (int) types.stream().filter("first_frame"::equals).count();
        int last = (int) types.stream().filter("end_frame"::equals).count();
        if (first > 1 || last > 1) {
            throw Refusal.invalid("image_list can have only one first_frame and one end_frame");
        }
        int elements = Elements.count(model, MOST_PICTURES, body);
        Optional<Fields> video = body.objects("video_list", 1).stream().findFirst();
        video.ifPresent(given -> given.requiredHttpUrl("video_url"));
        Use use = video.map(given -> given.choice("refer_type", "base", List.of("base", "feature")))
                .map(type -> type.equals("base") ? Use.BASE : Use.FEATURE)
                .orElse(Use.NONE);
        boolean keepsSound = video.map(given -> given.choice("keep_original_sound", "yes", List.of("yes", "no")))
                .filter("yes"::equals)
                .isPresent();
        return new OmniMedia(first > 0, last > 0, types.size() - first - last + elements, use, keepsSound);
    }

    /** With a video to be changed the field is passed over. */
    private static int seconds(OmniModel model, OmniMedia media, Fields body) {
        if (media.video() == Use.BASE) {
            return 0;
        }
        String given = body.text("duration").orElse("5");
        int seconds = given.matches("\\d{1,2}") ? Integer.parseInt(given) : 0;
        model.checkSeconds(given, seconds, media);
        return seconds;
    }

    private static void checkPrompt(OmniModel model, int seconds, Fields body) {
        boolean multiShot = body.flag("multi_shot", false);
        if (multiShot && !model.soundAndShots()) {
            throw Refusal.invalid("multi_shot is not supported by " + model.legacyName());
        }
        Optional<String> prompt = body.text("prompt", TEXT_LIMIT);
        boolean shotsReplaceIt = multiShot && Shots.areGiven(seconds, body);
        if (!shotsReplaceIt && prompt.isEmpty()) {
            throw Refusal.invalid("prompt is required");
        }
    }
}
