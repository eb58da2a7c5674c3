package klinggateway.emulators.kling;

import java.net.URI;
import java.util.Optional;

/** The members every create may have, whatever it makes. */
record CommonFields(Optional<String> externalId, Optional<URI> callback, boolean watermark) {

    /** {@code at} is the body itself under {@code /v1} and its {@code options} on the newer paths. */
    static CommonFields of(Fields at) {
        return new CommonFields(
                at.text("external_task_id"),
                at.httpUrl("callback_url"),
                at.object("watermark_info").flag("enabled", false));
    }
}
