package klinggateway.alert;

import java.time.Instant;
import java.util.List;
import klinggateway.secret.DerivedSecrets;
import klinggateway.secret.Secret;
import klinggateway.secret.WebhookSignature;

/** What is sent to a rule's webhook is signed with: derived from the gateway secret, the rule's id and its generation, so it is
 * stored nowhere. */
public final class AlertSecrets {

    private static final String LABEL = "alert";

    private final DerivedSecrets secrets;

    public AlertSecrets(DerivedSecrets secrets) {
        this.secrets = secrets;
    }

    /** The secret that a rule's receiver should check with, {@code whsec_} and base64. */
    public Secret newest(Rule rule) {
        return of(rule.id(), rule.generations().newest());
    }

    /** What a rule's messages are signed with at {@code now}, the newest first. */
    public List<Secret> of(Rule rule, Instant now) {
        return rule.generations().at(now).stream()
                .map(generation -> of(rule.id(), generation))
                .toList();
    }

    /** What messages of an alert are signed with once its rule is gone: what the rule had when it fired. */
    public List<Secret> of(Alert alert) {
        return List.of(of(alert.ruleId(), alert.secretGeneration()));
    }

    private Secret of(String ruleId, int generation) {
        return WebhookSignature.secret(secrets.sign(LABEL, ruleId + "|" + generation));
    }
}
