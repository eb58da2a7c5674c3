package klinggateway.keys;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A caller's key as the gateway keeps it: never the secret, only its digest.
 *
 * @param digest SHA-256 of the secret part, in hexadecimal
 * @param revokedAt a revoked key stays as a tombstone, so that its usage keeps its name
 */
public record Key(
        String id,
        String name,
        String digest,
        Set<Scope> scopes,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Policy policy) {

    /** The key that the deployment itself makes. It is not stored; its secret is the admin secret. */
    public static Key admin() {
        return new Key(
                "admin",
                "admin",
                "",
                Set.of(Scope.values()),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Policy.OPEN);
    }

    /** Whether the key can be used at {@code now}. */
    public boolean isValid(Instant now) {
        return revokedAt.isEmpty() && expiresAt.filter(end -> !end.isAfter(now)).isEmpty();
    }

    /** Whether the key may see what belongs to another key. */
    public boolean seesAll() {
        return scopes.contains(Scope.ADMIN);
    }
}
