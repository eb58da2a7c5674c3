package klinggateway.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;
import klinggateway.keys.KeyText;
import klinggateway.keys.KeyTokens;
import klinggateway.keys.RequestCounter;
import klinggateway.keys.Scope;
import klinggateway.secret.SecretSource;

/** Finds the key that a request comes with: either as it is, or by a token that its caller has signed with it. */
public final class Authentication {

    private static final String SCHEME = "bearer ";

    /** The predecessor's routes, whose callers sent no key. */
    private static final Set<String> KEYLESS_ROUTES =
            Set.of("POST /api/generate-video", "GET /api/video-status", "GET /api/usage-analytics");

    private final KnownKeys keys;
    private final SecretSource adminSecret;
    private final KeyTokens tokens;
    private final RateLimit rateLimit;
    private final Optional<String> anonymousKey;
    private final InstantSource clock;

    /** @param anonymousKey the id of the key that calls of the predecessor's routes act as if they come without any */
    public Authentication(
            KeyStore keys,
            SecretSource adminSecret,
            KeyTokens tokens,
            RequestCounter counter,
            Optional<String> anonymousKey,
            InstantSource clock) {
        this.keys = new KnownKeys(keys, clock);
        this.adminSecret = adminSecret;
        this.tokens = tokens;
        this.rateLimit = new RateLimit(counter);
        this.anonymousKey = anonymousKey;
        this.clock = clock;
    }

    /** The caller's key, if it is valid, within its rate, and has the scope, if one is needed. */
    Key authenticate(Optional<String> authorization, Optional<Scope> scope, String routeKey) {
        Key key = authorization.map(this::presented).orElseGet(() -> anonymous(routeKey));
        rateLimit.check(key, clock.instant());
        scope.ifPresent(needed -> require(key, needed));
        return key;
    }

    /** Ends the request if the key lacks the scope. */
    static void require(Key key, Scope needed) {
        if (!key.scopes().contains(needed) && !key.scopes().contains(Scope.ADMIN)) {
            throw ProblemException.of(
                    ErrorCode.AUTH_FAILED, 403, "The key " + key.id() + " lacks the scope '" + needed.word() + "'");
        }
    }

    private Key anonymous(String routeKey) {
        return anonymousKey
                .filter(id -> KEYLESS_ROUTES.contains(routeKey))
                .flatMap(keys::find)
                .filter(key -> key.isValid(clock.instant()))
                .orElseThrow(
                        () -> refused(Refusal.MISSING, "Send the header 'Authorization: Bearer kg_…' with your key"));
    }

    private Key presented(String header) {
        if (header.isBlank()) {
            throw refused(Refusal.MISSING, "The header Authorization is empty; it must be 'Bearer' and a key");
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused(Refusal.UNUSABLE, "The header Authorization must be 'Bearer' and a key");
        }
        String credential = header.substring(SCHEME.length()).strip();
        return KeyTokens.looksLikeOne(credential) ? signedBy(credential) : sent(credential);
    }

    private Key sent(String text) {
        KeyText given = KeyText.parse(text)
                .orElseThrow(() -> refused(Refusal.UNUSABLE, "A key is 'kg_', its id, '_' and its secret"));
        return matching(given).orElseThrow(() -> refused(Refusal.UNKNOWN, "The key is unknown, revoked or expired"));
    }

    private Optional<Key> matching(KeyText given) {
        Key admin = Key.admin();
        if (given.id().equals(admin.id())) {
            return given.secret().equals(adminSecret.get()) ? Optional.of(admin) : Optional.empty();
        }
        Instant now = clock.instant();
        return keys.find(given.id())
                .filter(key -> key.opensWith(given.digest(), now))
                .filter(key -> key.isValid(now));
    }

    private Key signedBy(String token) {
        Instant now = clock.instant();
        String issuer = KeyTokens.issuer(token).orElseThrow(Authentication::unusable);
        Key key = Optional.of(issuer)
                .filter(KeyText::isId)
                .flatMap(keys::find)
                .filter(found -> found.isValid(now))
                .orElseThrow(() ->
                        refused(Refusal.UNKNOWN, "The access key in the token's 'iss' is unknown, revoked or expired"));
        return switch (tokens.verify(token, key, now)) {
            case VALID -> key;
            case EXPIRED -> throw refused(Refusal.EXPIRED, "The token has expired ('exp'); sign a new one");
            case NOT_YET_VALID ->
                throw refused(
                        Refusal.NOT_YET_VALID, "The token is not valid yet ('nbf'); check the clock it was made by");
            case WRONG_SIGNATURE ->
                throw refused(
                        Refusal.UNKNOWN,
                        "The token's signature is not of this access key's secret key; it may have been rotated");
            case UNUSABLE -> throw unusable();
        };
    }

    private static ProblemException unusable() {
        return refused(
                Refusal.UNUSABLE,
                "The token must be a JWT signed with HS256, with the access key as 'iss' and with 'exp'");
    }

    private static ProblemException refused(Refusal refusal, String detail) {
        return ProblemException.refused(refusal, detail);
    }
}
