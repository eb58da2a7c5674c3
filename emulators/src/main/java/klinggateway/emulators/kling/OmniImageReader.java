package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Images;

/** Reads {@code /v1/images/omni-image}. */
final class OmniImageReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final int MOST_IMAGES = 9;
    private static final int FEWEST_OF_SERIES = 2;
    private static final int MOST_REFERENCES = 10;
    private static final Pace PACE = Pace.seconds(15, 35);
    private static final List<String> RATIOS =
            List.of("auto", "16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9");

    /** How many the emulator makes of a series whose length is left to the model. */
    private static final int AUTO = 4;

    private record Model(String name, List<String> resolutions, boolean series) {}

    private static final List<Model> MODELS = List.of(
            new Model("kling-image-o1", List.of("1k", "2k"), false),
            new Model("kling-v3-omni", List.of("1k", "2k", "4k"), true));

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        String name = body.text("model_name").orElse("kling-image-o1");
        Model model = MODELS.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.unknownModel(name));
        body.required("prompt", TEXT_LIMIT);
        String resolution = body.choice("resolution", "1k", model.resolutions());
        body.choice("aspect_ratio", "auto", RATIOS);
        boolean series = body.choice("result_type", "single", List.of("single", "series"))
                .equals("series");
        if (series && !model.series()) {
            throw Refusal.invalid("result_type series is not supported by " + name);
        }
        int single = body.integer("n", 1, 1, MOST_IMAGES);
        // That the images of a series are charged one by one, and that n does not multiply them, is assumed.
        int count = series ? seriesLength(body) : single;
        Optional<String> flaw = referenceFlaw(name, body);
        return Order.of(
                        name,
                        CommonFields.of(body),
                        BigDecimal.valueOf((resolution.equals("4k") ? 16L : 8L) * count),
                        PACE,
                        new Images(resolution, count, series))
                .flawedBy(flaw);
    }

    /** A number, a number in a text, or {@code auto}: which of the first two is meant is not documented. */
    private static int seriesLength(Fields body) {
        String amount = body.node().path("series_amount").asText("auto");
        if (amount.equals("auto")) {
            return AUTO;
        }
        int count = amount.matches("\\d{1,2}") ? Integer.parseInt(amount) : 0;
        if (count < FEWEST_OF_SERIES || count > MOST_IMAGES) {
            throw Refusal.invalid("series_amount must be auto or between " + FEWEST_OF_SERIES + " and " + MOST_IMAGES);
        }
        return count;
    }

    private static Optional<String> referenceFlaw(String model, Fields body) {
        List<Fields> images = body.objects("image_list", MOST_REFERENCES);
        int elements = Elements.count(model, MOST_REFERENCES, body);
        if (images.size() + elements > MOST_REFERENCES) {
            throw Refusal.invalid("images and elements together cannot exceed " + MOST_REFERENCES);
        }
        return SourceImage.firstFlaw("image", images);
    }
}
