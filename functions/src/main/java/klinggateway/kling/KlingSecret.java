package klinggateway.kling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import klinggateway.secret.Secret;
import klinggateway.secret.SecretSource;

/** What the operator has been given by Kling: one secret, a JSON object with the names that are documented for the environment. */
public final class KlingSecret {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SecretSource secret;

    public KlingSecret(SecretSource secret) {
        this.secret = secret;
    }

    /**
     * What Kling is asked with.
     *
     * @throws IllegalStateException if the secret is no JSON object, or has no credential
     */
    public KlingCredential credential() {
        JsonNode names = names();
        return KlingCredential.of(
                        names.path("KLING_API_KEY").asText(""),
                        names.path("KLING_ACCESS_KEY").asText(""),
                        names.path("KLING_SECRET_KEY").asText(""))
                .orElseThrow(() -> new IllegalStateException(
                        "the Kling secret has neither KLING_API_KEY nor KLING_ACCESS_KEY with KLING_SECRET_KEY"));
    }

    /** What Kling signs callbacks with, whether or not it can be one; empty if the operator has set none. */
    public Secret webhookSecret() {
        return new Secret(names().path("KLING_WEBHOOK_SECRET").asText("").strip());
    }

    private JsonNode names() {
        try {
            return JSON.readTree(secret.get().reveal());
        } catch (JsonProcessingException e) {
            // Without the cause, whose message would quote the secret.
            throw new IllegalStateException("the Kling secret is not a JSON object");
        }
    }
}
