package klinggateway.order;

import java.util.Optional;

/** Whether Kling can be told a URL of the gateway's: the real one reaches https only, an emulator beside us reaches all. */
public enum CallbackBase {
    HTTPS_ONLY,
    ANY;

    Optional<String> of(String baseUrl) {
        return this == ANY || baseUrl.startsWith("https://") ? Optional.of(baseUrl) : Optional.empty();
    }
}
