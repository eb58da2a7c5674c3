package klinggateway.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.PrematureJwtException;
import io.jsonwebtoken.security.SignatureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import klinggateway.secret.DerivedSecrets;
import klinggateway.secret.Secret;

/**
 * The tokens that callers sign themselves instead of sending their key, as Kling's own clients do (docs/kling.md, Credentials):
 * JWTs with HS256, whose issuer is the access key. The access key is the key's id; the secret key is derived from the gateway
 * secret, so it is stored nowhere.
 */
public final class KeyTokens {

    private static final String LABEL = "jwt";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DerivedSecrets secrets;

    public KeyTokens(DerivedSecrets secrets) {
        this.secrets = secrets;
    }

    /** What a token turns out to be. */
    public enum Verdict {
        VALID,
        EXPIRED,
        NOT_YET_VALID,
        WRONG_SIGNATURE,
        /** No JWT, not signed with HS256, or without an end. */
        UNUSABLE
    }

    /** Whether {@code text} has the form of a token, rather than of a key. */
    public static boolean looksLikeOne(String text) {
        return text.chars().filter(letter -> letter == '.').count() == 2;
    }

    /** The access key that {@code token} names, whoever has signed it: it must be known before the signature can be checked. */
    public static Optional<String> issuer(String token) {
        return text(token, 1, "iss");
    }

    private static Optional<String> text(String token, int part, String name) {
        try {
            String json = token.split("\\.", -1)[part];
            JsonNode value = JSON.readTree(Base64.getUrlDecoder().decode(json)).path(name);
            return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
        } catch (IllegalArgumentException | IOException neitherBase64NorJson) {
            return Optional.empty();
        }
    }

    /** The key's secret key in one of its generations. Its text in UTF-8 is what signs. */
    Secret secretKey(String keyId, int generation) {
        return new Secret(HexFormat.of().formatHex(secrets.sign(LABEL, keyId + "|" + generation)));
    }

    /** Judges a token that names {@code key}, by every secret of the key that works at {@code now}. */
    public Verdict verify(String token, Key key, Instant now) {
        // The library refuses any other algorithm, too, but as a wrong signature.
        if (text(token, 0, "alg").filter("HS256"::equals).isEmpty()) {
            return Verdict.UNUSABLE;
        }
        return key.generations(now).stream()
                .map(generation -> verify(token, secretKey(key.id(), generation), now))
                .filter(verdict -> verdict != Verdict.WRONG_SIGNATURE)
                .findFirst()
                .orElse(Verdict.WRONG_SIGNATURE);
    }

    private static Verdict verify(String token, Secret secret, Instant now) {
        SecretKey key = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        try {
            Claims claims = Jwts.parser()
                    .sig()
                    .clear()
                    .add(Jwts.SIG.HS256)
                    .and()
                    .verifyWith(key)
                    .clock(() -> Date.from(now))
                    .build()
                    .parseSignedClaims(token)
                    .getPayload();
            if (claims.getExpiration() == null) {
                return Verdict.UNUSABLE;
            }
            // The library takes a token until after this moment, RFC 7519 until before it.
            return now.isBefore(claims.getExpiration().toInstant()) ? Verdict.VALID : Verdict.EXPIRED;
        } catch (ExpiredJwtException expired) {
            return Verdict.EXPIRED;
        } catch (PrematureJwtException early) {
            return Verdict.NOT_YET_VALID;
        } catch (SignatureException otherSecret) {
            return Verdict.WRONG_SIGNATURE;
        } catch (JwtException | IllegalArgumentException malformed) {
            return Verdict.UNUSABLE;
        }
    }
}
