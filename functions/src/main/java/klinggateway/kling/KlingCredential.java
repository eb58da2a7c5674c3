package klinggateway.kling;

import java.util.Optional;
import klinggateway.secret.Secret;

/** How the gateway shows Kling who it is (docs/kling.md, Credentials). */
public sealed interface KlingCredential {

    /** A static API key: every path of both API generations. */
    record ApiKey(Secret key) implements KlingCredential {}

    /** An access key and a secret key that signs short-lived tokens: paths of the older generation only. */
    record KeyPair(String accessKey, Secret secretKey) implements KlingCredential {}

    /** The credential of these texts; the API key wins. What is empty, or cannot be part of a header, counts as absent. */
    static Optional<KlingCredential> of(String apiKey, String accessKey, String secretKey) {
        if (isUsable(apiKey)) {
            return Optional.of(new ApiKey(new Secret(apiKey.strip())));
        }
        if (isUsable(accessKey) && isUsable(secretKey)) {
            return Optional.of(new KeyPair(accessKey.strip(), new Secret(secretKey.strip())));
        }
        return Optional.empty();
    }

    /** A header takes visible ASCII only, and the JDK would quote anything else in its exception. */
    private static boolean isUsable(String text) {
        return !text.isBlank() && text.strip().chars().allMatch(character -> character > ' ' && character < 127);
    }
}
