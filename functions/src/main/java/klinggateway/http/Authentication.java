package klinggateway.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;
import klinggateway.keys.KeyText;
import klinggateway.keys.Scope;
import klinggateway.secret.SecretSource;

/**
 * Finds the key that a request comes with. What a look-up found, or that it found nothing, is kept for 30 seconds, which is
 * also how long a revoked key may go on working.
 */
public final class Authentication {

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int KEPT_AT_MOST = 1_000;
    private static final String SCHEME = "bearer ";

    private final KeyStore keys;
    private final SecretSource adminSecret;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    public Authentication(KeyStore keys, SecretSource adminSecret, InstantSource clock) {
        this.keys = keys;
        this.adminSecret = adminSecret;
        this.clock = clock;
    }

    private record Kept(Optional<Key> key, Instant until) {}

    /** The caller's key, if it is valid and has the scope. */
    Key authenticate(Optional<String> authorization, Scope scope) {
        String header =
                authorization.orElseThrow(() -> refused("Send the header 'Authorization: Bearer kg_…' with your key"));
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused("The header Authorization must be 'Bearer' and a key");
        }
        Key key = KeyText.parse(header.substring(SCHEME.length()).strip())
                .flatMap(this::matching)
                .orElseThrow(() -> refused("The key is unknown, revoked or expired"));
        if (!key.scopes().contains(scope) && !key.scopes().contains(Scope.ADMIN)) {
            throw ProblemException.of(
                    ErrorCode.AUTH_FAILED, 403, "The key " + key.id() + " lacks the scope '" + scope.word() + "'");
        }
        return key;
    }

    private Optional<Key> matching(KeyText given) {
        Key admin = Key.admin();
        if (given.id().equals(admin.id())) {
            return given.secret().equals(adminSecret.get()) ? Optional.of(admin) : Optional.empty();
        }
        Instant now = clock.instant();
        return find(given.id())
                .filter(key -> key.opensWith(given.digest(), now))
                .filter(key -> key.isValid(now));
    }

    private synchronized Optional<Key> find(String id) {
        Instant now = clock.instant();
        Kept known = kept.get(id);
        if (known == null || !now.isBefore(known.until)) {
            known = new Kept(keys.find(id), now.plus(KEPT));
            kept.remove(id);
            kept.put(id, known);
            if (kept.size() > KEPT_AT_MOST) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return known.key;
    }

    private static ProblemException refused(String detail) {
        return ProblemException.of(ErrorCode.AUTH_FAILED, 401, detail);
    }
}
