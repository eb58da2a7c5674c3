package klinggateway.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import klinggateway.job.Pool;

/**
 * One of the account's resource packs, as Kling tells it.
 *
 * @param remaining units
 * @param status Kling's word: {@code toBeOnline, online, expired} or {@code runOut}
 */
public record Pack(
        String id,
        String name,
        String type,
        Optional<BigDecimal> total,
        Optional<BigDecimal> remaining,
        Optional<Instant> purchasedAt,
        Optional<Instant> effectiveAt,
        Optional<Instant> expiresAt,
        String status) {

    static Pack of(JsonNode node) {
        return new Pack(
                node.path("resourcePackId").asText(),
                node.path("resourcePackName").asText(),
                node.path("resourcePackType").asText(),
                number(node.path("totalQuantity")),
                number(node.path("remainingQuantity")),
                moment(node.path("purchaseTime")),
                moment(node.path("effectiveTime")),
                moment(node.path("invalidTime")),
                node.path("status").asText());
    }

    /** Whether Kling takes units out of it. */
    @JsonIgnore
    public boolean isOnline() {
        return status.equals("online");
    }

    /** Whether nothing is left in it. */
    @JsonIgnore
    public boolean isRunOut() {
        return status.equals("runOut");
    }

    /** Whether its units may be for this pool. Where its name does not tell, they may be for any. */
    public boolean mayBeFor(Pool pool) {
        return pool().filter(other -> other != pool).isEmpty();
    }

    /** What its units are for. Only its name tells, as in {@code Trial-Video-100Units-5Con-1Months}. */
    public Optional<Pool> pool() {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        if (letters.contains("tryon")) {
            return Optional.of(Pool.TRY_ON);
        }
        if (letters.contains("image")) {
            return Optional.of(Pool.IMAGE);
        }
        return letters.contains("video") ? Optional.of(Pool.VIDEO) : Optional.empty();
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
    }

    private static Optional<Instant> moment(JsonNode node) {
        return node.canConvertToLong() ? Optional.of(Instant.ofEpochMilli(node.asLong())) : Optional.empty();
    }
}
