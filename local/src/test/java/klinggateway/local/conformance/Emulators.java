package klinggateway.local.conformance;

import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.emulators.kling.ProductType;
import klinggateway.emulators.kling.ResourcePack;

/** Emulated Kling accounts, in which a task of a minute and a half takes less than a tenth of a second. */
final class Emulators {

    static final String API_KEY = "kling-key";
    static final String ACCESS_KEY = "AKconformance0001";
    static final String SECRET_KEY = "SKconformance0001";

    private static final double SPEED = 1_500;

    private Emulators() {}

    static KlingEmulator plenty() {
        return with(100_000, 50);
    }

    static KlingEmulator rich() {
        return with(5_000, 20);
    }

    static KlingEmulator poor() {
        return with(1, 5);
    }

    static KlingEmulator narrow() {
        return with(100_000, 1);
    }

    private static KlingEmulator with(int units, int atOnce) {
        return KlingEmulator.builder()
                .speed(SPEED)
                .apiKey(API_KEY)
                .accessKey(ACCESS_KEY, SECRET_KEY)
                .pack(ResourcePack.of(ProductType.VIDEO, units, atOnce))
                .pack(ResourcePack.of(ProductType.IMAGE, units, atOnce))
                .pack(ResourcePack.of(ProductType.TRY_ON, units, atOnce))
                .start();
    }
}
