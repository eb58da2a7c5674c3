package klinggateway.emulators.kling;

import java.util.List;
import java.util.stream.Stream;

/**
 * One model of {@code /v1/images/generations}: what it accepts and what it charges for each image (docs/kling.md, Models,
 * Prices, Retired models).
 *
 * @param unitsFromText 0 if it makes nothing from a text alone
 */
record ImageModel(
        String name,
        int unitsFromText,
        int unitsFromImage,
        Reference reference,
        boolean elements,
        List<String> resolutions,
        List<String> ratios) {

    /** What it does with a reference image. */
    enum Reference {
        /** Takes all of it, or what {@code image_reference} says. */
        AS_TOLD,
        /** Has to be told. */
        ONLY_AS_TOLD,
        WHOLE,
        /** Makes it anew in another style, in its own size. */
        RESTYLED
    }

    private static final List<String> ONE_K = List.of("1k");
    private static final List<String> ONE_OR_TWO_K = List.of("1k", "2k");
    private static final List<String> RATIOS_OF_OLD = List.of("16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3");
    private static final List<String> RATIOS =
            Stream.concat(RATIOS_OF_OLD.stream(), Stream.of("21:9")).toList();

    private static final List<ImageModel> ALL = List.of(
            new ImageModel("kling-v3", 8, 8, Reference.AS_TOLD, true, ONE_OR_TWO_K, RATIOS),
            new ImageModel("kling-v2-1", 4, 8, Reference.AS_TOLD, false, ONE_OR_TWO_K, RATIOS));

    /** Models that some have seen go in September 2026, as they were. */
    private static final List<ImageModel> RETIRED = List.of(
            new ImageModel("kling-v1", 1, 1, Reference.WHOLE, false, ONE_K, RATIOS_OF_OLD),
            new ImageModel("kling-v1-5", 4, 8, Reference.ONLY_AS_TOLD, false, ONE_K, RATIOS),
            new ImageModel("kling-v2", 4, 8, Reference.RESTYLED, false, ONE_OR_TWO_K, RATIOS),
            new ImageModel("kling-v2-new", 0, 8, Reference.RESTYLED, false, ONE_OR_TWO_K, RATIOS));

    static ImageModel byName(String name, boolean retiredToo) {
        return Stream.concat(ALL.stream(), retiredToo ? RETIRED.stream() : Stream.empty())
                .filter(model -> model.name.equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.unknownModel(name));
    }

    boolean needsImage() {
        return unitsFromText == 0;
    }

    boolean canBeTold() {
        return reference == Reference.AS_TOLD || reference == Reference.ONLY_AS_TOLD;
    }
}
