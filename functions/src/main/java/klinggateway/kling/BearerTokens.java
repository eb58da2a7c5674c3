package klinggateway.kling;

import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import klinggateway.kling.KlingCredential.ApiKey;
import klinggateway.kling.KlingCredential.KeyPair;
import klinggateway.secret.Secret;

/**
 * What stands behind {@code Authorization: Bearer}: the static key, or a token signed with HS256, kept until 60 seconds
 * before it ends (docs/kling.md, Credentials).
 */
final class BearerTokens {

    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final Duration RENEWED_BEFORE_END = Duration.ofSeconds(60);

    /** Kling refuses a token that is not valid yet, and clocks differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private static final int HS256_KEY_BYTES = 32;

    private final InstantSource clock;
    private Token last = new Token(new KeyPair("", new Secret("")), "", Instant.MIN);

    BearerTokens(InstantSource clock) {
        this.clock = clock;
    }

    synchronized String tokenFor(KlingCredential credential) {
        return switch (credential) {
            case ApiKey(var key) -> key.reveal();
            case KeyPair pair -> signed(pair);
        };
    }

    /** Forgets the kept token, for when Kling says that it has expired or is not valid yet. */
    synchronized void renew() {
        last = new Token(last.pair, "", Instant.MIN);
    }

    private String signed(KeyPair pair) {
        Instant now = clock.instant();
        if (!last.pair.equals(pair) || !now.isBefore(last.renewAt)) {
            last = new Token(pair, sign(pair, now), now.plus(LIFETIME).minus(RENEWED_BEFORE_END));
        }
        return last.text;
    }

    static String sign(KeyPair pair, Instant now) {
        return Jwts.builder()
                .header()
                .add("alg", "HS256")
                .add("typ", "JWT")
                .and()
                .issuer(pair.accessKey())
                .expiration(Date.from(now.plus(LIFETIME)))
                .notBefore(Date.from(now.minus(CLOCK_SKEW)))
                .signWith(key(pair), Jwts.SIG.HS256)
                .compact();
    }

    /** jjwt refuses keys under 256 bits; HMAC pads a short key with zeros itself, so padding changes no signature. */
    private static SecretKey key(KeyPair pair) {
        byte[] bytes = pair.secretKey().reveal().getBytes(StandardCharsets.UTF_8);
        return new SecretKeySpec(Arrays.copyOf(bytes, Math.max(bytes.length, HS256_KEY_BYTES)), "HmacSHA256");
    }

    private record Token(KeyPair pair, String text, Instant renewAt) {}
}
