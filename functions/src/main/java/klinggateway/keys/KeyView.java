package klinggateway.keys;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import klinggateway.http.Query;

/**
 * A key as answers show it. What can be set has the names it is set by; what has no limit is absent.
 *
 * @param generation counts the secrets the key has had
 * @param formerSecretUntil how long the secret before the last rotation works, while it does
 * @param key the whole key, in the one answer that shows it
 * @param accessKey what the caller's tokens name, in the same answer
 * @param secretKey what the caller's tokens are signed with, in the same answer
 * @param webhookSecret what the caller's webhooks are signed with, in the same answer
 */
record KeyView(
        String id,
        String name,
        List<String> scopes,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<BigDecimal> monthlyBudget,
        Optional<BigDecimal> totalBudget,
        String timeZone,
        Optional<Integer> requestsPer10Seconds,
        Optional<List<String>> models,
        Optional<BigDecimal> maxCost,
        int queuedJobs,
        int generation,
        Optional<Instant> formerSecretUntil,
        Optional<String> key,
        Optional<String> accessKey,
        Optional<String> secretKey,
        Optional<String> webhookSecret) {

    static KeyView of(Key key, Instant now) {
        return of(key, now, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With what its caller needs and nobody can be shown again. */
    static KeyView withSecrets(Key key, Instant now, KeyText text, KeyTokens tokens, WebhookSecrets webhooks) {
        String secretKey = tokens.secretKey(key.id(), key.generation()).reveal();
        String webhookSecret = webhooks.of(key.id(), key.generation()).reveal();
        return of(key, now, Optional.of(text.reveal()), Optional.of(secretKey), Optional.of(webhookSecret));
    }

    private static KeyView of(
            Key key, Instant now, Optional<String> text, Optional<String> secretKey, Optional<String> webhookSecret) {
        Policy policy = key.policy();
        return new KeyView(
                key.id(),
                key.name(),
                key.scopes().stream().sorted().map(Scope::word).toList(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                policy.monthlyMicroUsd().map(KeyView::dollars),
                policy.totalMicroUsd().map(KeyView::dollars),
                Query.nameOf(policy.zone()),
                policy.requestsPerTenSeconds(),
                Optional.of(policy.models().stream().sorted().toList()).filter(models -> !models.isEmpty()),
                policy.maxCostMicroUsd().map(KeyView::dollars),
                policy.queuedJobs(),
                key.generation(),
                key.former().map(Key.Former::worksUntil).filter(now::isBefore),
                text,
                secretKey.map(secret -> key.id()),
                secretKey,
                webhookSecret);
    }

    private static BigDecimal dollars(long microUsd) {
        return BigDecimal.valueOf(microUsd, 6).stripTrailingZeros();
    }
}
