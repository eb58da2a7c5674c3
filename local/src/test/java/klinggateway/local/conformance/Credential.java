package klinggateway.local.conformance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import klinggateway.local.conformance.Server.Account;

/** Makes Authorization headers, right and wrong ones. Signs by itself, so that it shares no mistake with who checks. */
final class Credential {

    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private Credential() {}

    /** @param kind as in a step's {@code as}; empty is the usual one, the static key */
    static Optional<String> header(String kind, Account account, Instant now) {
        long second = now.getEpochSecond();
        return switch (kind) {
            case "", "key" -> Optional.of("Bearer " + account.apiKey());
            case "none" -> Optional.empty();
            case "empty" -> Optional.of("");
            case "bare key" -> Optional.of(account.apiKey());
            case "unknown key" -> Optional.of("Bearer 0123456789abcdef0123456789abcdef");
            case "no key" -> Optional.of("Bearer ");
            case "other scheme" -> Optional.of("Basic " + account.apiKey());
            case "token" -> token(account.accessKey(), account.secretKey(), second + 1800, second - 5);
            case "token, expired" -> token(account.accessKey(), account.secretKey(), second - 60, second - 1860);
            case "token, early" -> token(account.accessKey(), account.secretKey(), second + 3600, second + 600);
            case "token, forged" -> token(account.accessKey(), account.secretKey() + "x", second + 1800, second - 5);
            case "token, stranger" -> token("AKnobodyKnowsThis000", account.secretKey(), second + 1800, second - 5);
            case "token, unsigned" ->
                Optional.of("Bearer " + base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "."
                        + base64(claims(account.accessKey(), second + 1800, second - 5)) + ".");
            case "token, unreadable" -> Optional.of("Bearer a.b.c");
            default -> throw new IllegalArgumentException("There is no credential " + kind);
        };
    }

    private static Optional<String> token(String accessKey, String secretKey, long expires, long notBefore) {
        return Optional.of("Bearer " + signed(claims(accessKey, expires, notBefore), secretKey));
    }

    private static String claims(String accessKey, long expires, long notBefore) {
        return "{\"iss\":\"" + accessKey + "\",\"exp\":" + expires + ",\"nbf\":" + notBefore + "}";
    }

    /** HS256 with the secret key's UTF-8 bytes: docs/kling.md, Credentials. */
    static String signed(String claims, String secretKey) {
        try {
            String content = base64(HEADER) + "." + base64(claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
