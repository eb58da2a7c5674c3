package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.time.Instant;

/** A resource pack on the account and what is left in it. */
record Pack(
        String id,
        String name,
        ProductType type,
        BigDecimal total,
        BigDecimal remaining,
        int concurrency,
        Instant purchasedAt,
        Instant expiresAt) {

    static Pack bought(String id, ResourcePack pack, Instant now) {
        Instant purchasedAt = now.minus(pack.age());
        return new Pack(
                id,
                pack.name(),
                pack.type(),
                pack.units(),
                pack.units(),
                pack.concurrency(),
                purchasedAt,
                purchasedAt.plus(pack.life()));
    }

    boolean isActive(Instant now) {
        return now.isBefore(expiresAt) && remaining.signum() > 0;
    }

    Pack without(BigDecimal amount) {
        return new Pack(id, name, type, total, remaining.subtract(amount), concurrency, purchasedAt, expiresAt);
    }

    /** The four words of {@code /account/costs}: docs/kling.md, Account. */
    String status(Instant now) {
        if (remaining.signum() <= 0) {
            return "runOut";
        }
        return now.isBefore(expiresAt) ? "online" : "expired";
    }
}
