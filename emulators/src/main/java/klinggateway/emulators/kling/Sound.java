package klinggateway.emulators.kling;

/** What a video is to be heard with, as far as the price depends on it. */
enum Sound {
    SILENT("off"),
    NATIVE("native"),
    NATIVE_WITH_VOICE("native"),
    /** That of the video it is made from. */
    ORIGINAL("original");

    private final String word;

    Sound(String word) {
        this.word = word;
    }

    /** The word of the deduction records. */
    String word() {
        return word;
    }
}
