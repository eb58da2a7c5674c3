package klinggateway.alert;

import klinggateway.secret.DerivedSecrets;
import klinggateway.secret.Secret;
import klinggateway.secret.WebhookSignature;

/** What is sent to a rule's webhook is signed with: derived from the gateway secret and the rule's id, so it is stored nowhere. */
public final class AlertSecrets {

    private static final String LABEL = "alert";

    private final DerivedSecrets secrets;

    public AlertSecrets(DerivedSecrets secrets) {
        this.secrets = secrets;
    }

    /** A rule's secret, {@code whsec_} and base64. */
    public Secret of(String ruleId) {
        return WebhookSignature.secret(secrets.sign(LABEL, ruleId));
    }
}
