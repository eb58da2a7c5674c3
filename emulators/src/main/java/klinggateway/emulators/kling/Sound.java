package klinggateway.emulators.kling;

/** What a video is to be heard with, as far as the price depends on it. */
enum Sound {
    SILENT,
    NATIVE,
    NATIVE_WITH_VOICE
}
