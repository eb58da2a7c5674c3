package klinggateway.kling;

import java.util.Optional;
import klinggateway.secret.Secret;

/** How the gateway shows Kling who it is (docs/kling.md, Credentials). */
public sealed interface KlingCredential {

    /** A static API key: every path of both API generations. */
    record ApiKey(Secret key) implements KlingCredential {}

    /** An access key and a secret key that signs short-lived tokens: paths of the older generation only. */
    record KeyPair(String accessKey, Secret secretKey) implements KlingCredential {}

    /** The credential of these texts, of which empty ones count as absent; the API key wins. */
    static Optional<KlingCredential> of(String apiKey, String accessKey, String secretKey) {
        if (!apiKey.isEmpty()) {
            return Optional.of(new ApiKey(new Secret(apiKey)));
        }
        if (!accessKey.isEmpty() && !secretKey.isEmpty()) {
            return Optional.of(new KeyPair(accessKey, new Secret(secretKey)));
        }
        return Optional.empty();
    }
}
