package klinggateway;

import klinggateway.alert.AlertSecrets;
import klinggateway.aws.SecretsManagerSecrets;
import klinggateway.keys.KeyTokens;
import klinggateway.keys.WebhookSecrets;
import klinggateway.kling.KlingSecret;
import klinggateway.lifecycle.CallbackTokens;
import klinggateway.secret.DerivedSecrets;
import klinggateway.secret.SecretSource;

/** The three secrets of a gateway, and all that follows from them. None is read before it is used. */
public final class Secrets {

    private final Settings.SecretArns arns;
    private final SecretsManagerSecrets stored;

    Secrets(Settings.SecretArns arns, SecretsManagerSecrets stored) {
        this.arns = arns;
        this.stored = stored;
    }

    /** That of the first admin key. */
    SecretSource admin() {
        return stored.source(arns.admin());
    }

    /** What Kling gave the operator. */
    KlingSecret kling() {
        return new KlingSecret(stored.source(arns.kling()));
    }

    /** What Kling signs callbacks with, whether or not it can be one; empty if the operator has set none. */
    public SecretSource klingWebhook() {
        return kling()::webhookSecret;
    }

    public CallbackTokens callbackTokens() {
        return new CallbackTokens(derived());
    }

    public KeyTokens keyTokens() {
        return new KeyTokens(derived());
    }

    /** Those that callers' webhooks are signed with. */
    public WebhookSecrets ofWebhooks() {
        return new WebhookSecrets(derived());
    }

    /** Those that alerts' webhooks are signed with. */
    public AlertSecrets ofAlerts() {
        return new AlertSecrets(derived());
    }

    private DerivedSecrets derived() {
        return new DerivedSecrets(stored.source(arns.gateway()));
    }
}
