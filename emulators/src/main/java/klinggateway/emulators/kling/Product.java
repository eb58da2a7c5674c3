package klinggateway.emulators.kling;

import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Selection.Step;

/**
 * One thing that can be ordered: where, out of which packs, and how its body is read.
 *
 * @param path the create path; on the newer paths a model follows it
 * @param function its name in the deduction records
 */
record Product(String path, Generation generation, ProductType type, String function, OrderReader reader) {

    /** The two API generations, which differ in paths, spelling and shapes: docs/kling.md, Generations. */
    enum Generation {
        LEGACY,
        /** Of the older generation, but answered at once: there is no task to ask for. */
        IMMEDIATE,
        CURRENT
    }

    static final List<Product> ALL = List.of(
            legacy("/v1/videos/text2video", ProductType.VIDEO, "Text to Video", LegacyVideoReader.textToVideo()),
            legacy("/v1/videos/image2video", ProductType.VIDEO, "Image to Video", LegacyVideoReader.imageToVideo()),
            legacy("/v1/videos/omni-video", ProductType.VIDEO, "Omni Video", new OmniReader()),
            legacy("/v1/videos/motion-control", ProductType.VIDEO, "Motion Control", new MotionReader()),
            legacy("/v1/videos/avatar/image2video", ProductType.VIDEO, "Avatar", new AvatarReader()),
            legacy("/v1/videos/effects", ProductType.VIDEO, "Video Effects", new EffectsReader()),
            legacy("/v1/videos/lip-sync", ProductType.VIDEO, "Lip Sync", new LipSyncReader()),
            immediate("/v1/videos/identify-face", ProductType.VIDEO, "Face Identification", new FaceReader()),
            legacy("/v1/videos/advanced-lip-sync", ProductType.VIDEO, "Lip Sync", new AdvancedLipSyncReader()),
            legacy("/v1/videos/video-extend", ProductType.VIDEO, "Video Extension", new ExtendReader()),
            legacy("/v1/videos/multi-image2video", ProductType.VIDEO, "Multi Image to Video", new MultiImageReader()),
            legacy("/v1/videos/multi-elements", ProductType.VIDEO, "Multi Elements", new MultiElementsReader()),
            selection("init-selection", Step.INIT),
            selection("add-selection", Step.ADD),
            selection("delete-selection", Step.DELETE),
            selection("clear-selection", Step.CLEAR),
            selection("preview-selection", Step.PREVIEW),
            legacy("/v1/images/generations", ProductType.IMAGE, "Image Generation", new ImageReader()),
            legacy("/v1/images/omni-image", ProductType.IMAGE, "Omni Image", new OmniImageReader()),
            legacy("/v1/images/multi-image2image", ProductType.IMAGE, "Multi Image to Image", new MergeReader()),
            legacy("/v1/images/editing/expand", ProductType.IMAGE, "Image Expansion", new ExpandReader()),
            legacy("/v1/images/kolors-virtual-try-on", ProductType.TRY_ON, "Virtual Try-on", new TryOnReader()),
            legacy("/v1/general/ai-multi-shot", ProductType.IMAGE, "AI Multi-Shot", new ViewsReader()),
            legacy("/v1/audio/text-to-audio", ProductType.VIDEO, "Text to Audio", new AudioReader()),
            legacy("/v1/audio/video-to-audio", ProductType.VIDEO, "Video to Audio", new DubbingReader()),
            immediate("/v1/audio/tts", ProductType.VIDEO, "Text to Speech", new SpeechReader()),
            immediate("/v1/videos/image-recognize", ProductType.VIDEO, "Image Recognition", new MaskReader()),
            legacy("/v1/general/advanced-custom-elements", ProductType.VIDEO, "Custom Element", new ElementReader()),
            legacy("/v1/general/custom-voices", ProductType.VIDEO, "Custom Voice", new VoiceReader()),
            current("/text-to-video", ProductType.VIDEO, "Text to Video", CurrentVideoReader.textToVideo()),
            current("/image-to-video", ProductType.VIDEO, "Image to Video", CurrentVideoReader.imageToVideo()),
            current("/omni-video", ProductType.VIDEO, "Omni Video", new CurrentOmniReader()),
            current("/motion-control", ProductType.VIDEO, "Motion Control", new CurrentMotionReader()));

    /** A path that is the product's own for a legacy one, and {@code path/model} for a current one. */
    static Optional<Product> creating(String requestPath) {
        return ALL.stream()
                .filter(product -> switch (product.generation) {
                    case LEGACY, IMMEDIATE -> requestPath.equals(product.path);
                    case CURRENT -> product.isParentOf(requestPath);
                })
                .findFirst();
    }

    static Optional<Product> legacyWithTask(String requestPath) {
        return ALL.stream()
                .filter(product -> product.generation == Generation.LEGACY && product.isParentOf(requestPath))
                .findFirst();
    }

    static Product at(String path) {
        return ALL.stream()
                .filter(product -> product.path.equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no product is created at " + path));
    }

    /** The longest page of its list. */
    int mostPerPage() {
        return reader instanceof VoiceReader ? 1000 : 500;
    }

    /** The path segment after the product's own path. */
    String tail(String requestPath) {
        return requestPath.length() > path.length() ? requestPath.substring(path.length() + 1) : "";
    }

    private boolean isParentOf(String requestPath) {
        return requestPath.startsWith(path + "/")
                && requestPath.length() > path.length() + 1
                && requestPath.indexOf('/', path.length() + 1) < 0;
    }

    private static Product legacy(String path, ProductType type, String function, OrderReader reader) {
        return new Product(path, Generation.LEGACY, type, function, reader);
    }

    private static Product immediate(String path, ProductType type, String function, OrderReader reader) {
        return new Product(path, Generation.IMMEDIATE, type, function, reader);
    }

    private static Product selection(String name, Step step) {
        String path = "/v1/videos/multi-elements/" + name;
        return immediate(path, ProductType.VIDEO, "Multi Elements", new SelectionReader(step));
    }

    private static Product current(String path, ProductType type, String function, OrderReader reader) {
        return new Product(path, Generation.CURRENT, type, function, reader);
    }
}
