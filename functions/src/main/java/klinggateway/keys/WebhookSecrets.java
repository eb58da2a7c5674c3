package klinggateway.keys;

import java.time.Instant;
import java.util.List;
import klinggateway.secret.DerivedSecrets;
import klinggateway.secret.Secret;
import klinggateway.secret.WebhookSignature;

/**
 * What is sent to a key's webhooks is signed with: derived from the gateway secret, so it is stored nowhere, and changed by a
 * rotation of the key with the same grace.
 */
public final class WebhookSecrets {

    private static final String LABEL = "wh";

    private final DerivedSecrets secrets;

    public WebhookSecrets(DerivedSecrets secrets) {
        this.secrets = secrets;
    }

    /** The secret of one generation, {@code whsec_} and base64. */
    Secret of(String keyId, int generation) {
        return WebhookSignature.secret(secrets.sign(LABEL, keyId + "|" + generation));
    }

    /** Those that its owner may check with at {@code now}, the newest first. */
    public List<Secret> of(Key key, Instant now) {
        return key.generations(now).stream()
                .map(generation -> of(key.id(), generation))
                .toList();
    }

    /** Whether the key's owner has been told a secret, which the bootstrap key's never is. */
    public static boolean hasOne(String keyId) {
        return !keyId.equals(Key.ADMIN_ID);
    }
}
