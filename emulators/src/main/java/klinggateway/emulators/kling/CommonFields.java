package klinggateway.emulators.kling;

import java.net.URI;
import java.util.Optional;

/** The members every create may have, whatever it makes. */
record CommonFields(Optional<String> externalId, Optional<URI> callback, boolean watermark) {

    /** Of a call that is answered at once and cannot be asked for again. */
    static final CommonFields NONE = new CommonFields(Optional.empty(), Optional.empty(), false);

    /** {@code at} is the body itself under {@code /v1} and its {@code options} on the newer paths. */
    static CommonFields of(Fields at) {
        return new CommonFields(
                at.text("external_task_id"),
                at.httpUrl("callback_url"),
                at.object("watermark_info").flag("enabled", false));
    }

    /** For products that pass over an external id. */
    CommonFields withoutExternalId() {
        return new CommonFields(Optional.empty(), callback, watermark);
    }
}
