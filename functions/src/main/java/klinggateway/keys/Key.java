package klinggateway.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A caller's key as the gateway keeps it: never a secret, only its digest.
 *
 * @param digest SHA-256 of the secret part, in hexadecimal
 * @param revokedAt a revoked key stays as a tombstone, so that its usage keeps its name
 * @param generation counts the secrets the key has had, from 1
 * @param former the secret before the last rotation, where it was given time to go on working
 * @param version counts the writes of the key, so that no change is lost to another one
 */
public record Key(
        String id,
        String name,
        String digest,
        Set<Scope> scopes,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Policy policy,
        int generation,
        Optional<Former> former,
        long version) {

    /** The bootstrap key's id. Ids that are made are longer. */
    static final String ADMIN_ID = "admin";

    /** A secret that has been replaced and still works until {@code worksUntil}. */
    public record Former(String digest, int generation, Instant worksUntil) {}

    /** A new key with its first secret. */
    public static Key create(
            String id,
            String name,
            String digest,
            Set<Scope> scopes,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Policy policy) {
        return new Key(
                id, name, digest, scopes, createdAt, expiresAt, Optional.empty(), policy, 1, Optional.empty(), 1);
    }

    /** The key that the deployment itself makes. It is not stored; its secret is the admin secret. */
    public static Key admin() {
        return create(ADMIN_ID, ADMIN_ID, "", Set.of(Scope.values()), Instant.EPOCH, Optional.empty(), Policy.OPEN);
    }

    /** Whether the key can be used at {@code now}. */
    public boolean isValid(Instant now) {
        return revokedAt.isEmpty() && expiresAt.filter(end -> !end.isAfter(now)).isEmpty();
    }

    /** Whether the key may see what belongs to the key with this id: its own, or everything. */
    public boolean sees(String keyId) {
        return id.equals(keyId) || seesAll();
    }

    /** Whether the key may see what belongs to another key. */
    public boolean seesAll() {
        return scopes.contains(Scope.ADMIN);
    }

    /** Whether a secret with this digest opens the key at {@code now}. */
    public boolean opensWith(String given, Instant now) {
        return isSame(given, digest)
                || former.filter(old -> now.isBefore(old.worksUntil()) && isSame(given, old.digest()))
                        .isPresent();
    }

    /** The generations whose secrets work at {@code now}, the newest first. */
    List<Integer> generations(Instant now) {
        List<Integer> generations = new ArrayList<>(List.of(generation));
        former.filter(old -> now.isBefore(old.worksUntil())).ifPresent(old -> generations.add(old.generation()));
        return generations;
    }

    Key changedTo(KeyRequest request) {
        return new Key(
                id,
                request.name(),
                digest,
                request.scopes(),
                createdAt,
                request.expiresAt(),
                revokedAt,
                request.policy(),
                generation,
                former,
                version);
    }

    /** The key with another secret. Only one former secret can go on working, so an older one ends at once. */
    Key rotatedTo(String newDigest, Instant now, Instant formerWorksUntil) {
        Optional<Former> old = Optional.of(new Former(digest, generation, formerWorksUntil))
                .filter(it -> now.isBefore(it.worksUntil()));
        return new Key(
                id, name, newDigest, scopes, createdAt, expiresAt, revokedAt, policy, generation + 1, old, version);
    }

    /** The key as a tombstone. */
    public Key revoked(Instant now) {
        return new Key(
                id, name, digest, scopes, createdAt, expiresAt, Optional.of(now), policy, generation, former, version);
    }

    private static boolean isSame(String given, String kept) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.US_ASCII), kept.getBytes(StandardCharsets.US_ASCII));
    }
}
