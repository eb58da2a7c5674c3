package klinggateway.emulators.kling;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.PrematureJwtException;
import io.jsonwebtoken.security.Keys;
import io.jsonwebtoken.security.SignatureException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/** Checks the Authorization header: docs/kling.md, Credentials. */
final class Credentials {
    private static final String SCHEME = "Bearer ";
    private static final int SHORTEST_HS256_KEY = 32;

    private final List<String> apiKeys;
    private final Map<String, String> secretsByAccessKey;
    private final InstantSource clock;

    Credentials(List<String> apiKeys, Map<String, String> secretsByAccessKey, InstantSource clock) {
        this.apiKeys = List.copyOf(apiKeys);
        this.secretsByAccessKey = Map.copyOf(secretsByAccessKey);
        this.clock = clock;
    }

    /** @param takesJwt whether the path is one of those that accept an access key's token */
    void check(Optional<String> authorization, boolean takesJwt) {
        String header = authorization
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> Refusal.of(1001, "Authorization is empty"));
        if (!header.startsWith(SCHEME)) {
            throw Refusal.of(1002, "Authorization is invalid");
        }
        String token = header.substring(SCHEME.length()).trim();
        if (isApiKey(token)) {
            return;
        }
        int parts = token.split("\\.", -1).length;
        if (parts == 3 && !takesJwt) {
            throw Refusal.of(1002, "AK/SK is not supported by this API, please create an API key");
        }
        if (parts == 3) {
            checkJwt(token);
        } else if (takesJwt) {
            throw Refusal.of(1002, "The token was expected to have 3 parts, but got " + (parts == 1 ? 0 : parts));
        } else {
            throw Refusal.of(1000, "Authentication failed");
        }
    }

    private boolean isApiKey(String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        return apiKeys.stream().anyMatch(key -> MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), given));
    }

    private void checkJwt(String token) {
        try {
            Claims claims = Jwts.parser()
                    .clock(() -> Date.from(clock.instant()))
                    .verifyWith(key(secretOf(token)))
                    .build()
                    .parseSignedClaims(token)
                    .getPayload();
            if (claims.getExpiration() == null) {
                throw Refusal.of(1002, "Authorization is invalid: exp is missing");
            }
        } catch (SignatureException e) {
            throw Refusal.of(1000, "Authentication failed: signature is invalid");
        } catch (PrematureJwtException e) {
            throw Refusal.of(1003, "Authorization is not yet valid");
        } catch (ExpiredJwtException e) {
            throw Refusal.of(1004, "Authorization has expired");
        } catch (JwtException | IllegalArgumentException e) {
            throw Refusal.of(1002, "Authorization is invalid: malformed token");
        }
    }

    /** The issuer must be read before the signature can be checked: it tells whose secret signs. */
    private String secretOf(String token) {
        String issuer = issuer(token);
        return Optional.ofNullable(secretsByAccessKey.get(issuer))
                .orElseThrow(() -> Refusal.of(1000, "Authentication failed: access key not found"));
    }

    private static String issuer(String token) {
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return Json.parse(payload)
                .map(claims -> claims.path("iss").asText())
                .orElseThrow(() -> Refusal.of(1002, "Authorization is invalid: malformed token"));
    }

    /** HMAC pads short keys with zeros anyway; doing so here only satisfies the library's check of the length. */
    private static SecretKey key(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Keys.hmacShaKeyFor(Arrays.copyOf(bytes, Math.max(bytes.length, SHORTEST_HS256_KEY)));
    }
}
