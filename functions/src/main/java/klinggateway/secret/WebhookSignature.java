package klinggateway.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of Standard Webhooks (docs/kling.md, Callbacks): tells whether Kling has signed a callback, and signs what goes to
 * callers' webhooks.
 */
public final class WebhookSignature {

    /** The headers' names, in lower case. */
    public static final String ID = "webhook-id";

    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration MOST_OFF = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final SecretKeySpec key;

    private WebhookSignature(SecretKeySpec key) {
        this.key = key;
    }

    /** A secret made of these bytes, as those who check signatures are told it. */
    public static Secret secret(byte[] bytes) {
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** Signs and checks with {@code secret}; empty if that is not {@code whsec_} and base64. */
    public static Optional<WebhookSignature> of(Secret secret) {
        String text = secret.reveal();
        if (!text.startsWith(PREFIX) || text.length() == PREFIX.length()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return Optional.of(new WebhookSignature(new SecretKeySpec(bytes, ALGORITHM)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Whether a callback with these headers claims to be signed. Names are in lower case, here and below. */
    public static boolean isClaimedBy(Map<String, String> headers) {
        return List.of(ID, TIMESTAMP, SIGNATURE).stream().anyMatch(headers::containsKey);
    }

    /**
     * Whether one of the signatures is right and not more than 5 minutes old or early. There are two for some days after the
     * secret was changed.
     *
     * @param body as it came in, byte for byte
     */
    public boolean isRight(Map<String, String> headers, byte[] body, Instant now) {
        String timestamp = headers.getOrDefault(TIMESTAMP, "");
        if (!SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(signedAt, now).abs().compareTo(MOST_OFF) > 0) {
            return false;
        }
        byte[] expected = sign(headers.getOrDefault(ID, "") + "." + timestamp + ".", body);
        return Arrays.stream(headers.getOrDefault(SIGNATURE, "").split(" ", -1))
                .anyMatch(given -> MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The value of the header {@code webhook-signature} for one secret; those of several are joined by a space.
     *
     * @param timestamp the header's, in seconds
     */
    public String sign(String id, long timestamp, byte[] body) {
        return new String(sign(id + "." + timestamp + ".", body), StandardCharsets.US_ASCII);
    }

    private byte[] sign(String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
            return ("v1," + signature).getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
