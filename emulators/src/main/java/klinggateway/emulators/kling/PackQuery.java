package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Answers what packs there are and what is left in them: docs/kling.md, Account. */
final class PackQuery {
    private static final Duration BETWEEN_COSTS = Duration.ofSeconds(1);

    private final KlingAccount account;
    private final InstantSource clock;
    private Instant costsAllowedAt = Instant.MIN;

    PackQuery(KlingAccount account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    /** The window is one of purchase times, so packs bought before it are missing although they are in use. */
    Answer answer(ApiRequest request) {
        long from = time(request, "start_time");
        long to = time(request, "end_time");
        limitRate();
        Optional<String> name = request.query("resource_pack_name");
        Instant now = clock.instant();
        ObjectNode data = Json.object().put("code", 0).put("msg", "success");
        ArrayNode infos = data.putArray("resource_pack_subscribe_infos");
        account.packs().stream()
                .filter(pack -> pack.purchasedAt().toEpochMilli() >= from
                        && pack.purchasedAt().toEpochMilli() <= to)
                .filter(pack -> name.map(pack.name()::equals).orElse(true))
                .forEach(pack -> infos.add(info(pack, now)));
        return new Answer.Data(data);
    }

    private synchronized void limitRate() {
        Instant now = clock.instant();
        if (now.isBefore(costsAllowedAt)) {
            throw Refusal.onPurpose(1302);
        }
        costsAllowedAt = now.plus(BETWEEN_COSTS);
    }

    private static long time(ApiRequest request, String name) {
        try {
            return request.query(name)
                    .map(Long::parseLong)
                    .orElseThrow(() -> Refusal.unreadable("Missing Request Parameter: " + name));
        } catch (NumberFormatException e) {
            throw Refusal.invalid(name + " must be a Unix time in milliseconds");
        }
    }

    private static ObjectNode info(Pack pack, Instant now) {
        return Json.object()
                .put("resource_pack_name", pack.name())
                .put("resource_pack_id", pack.id())
                .put("resource_pack_type", "decreasing_total")
                .put("total_quantity", pack.total().doubleValue())
                .put("remaining_quantity", pack.remaining().doubleValue())
                .put("purchase_time", pack.purchasedAt().toEpochMilli())
                .put("effective_time", pack.purchasedAt().toEpochMilli())
                .put("invalid_time", pack.expiresAt().toEpochMilli())
                .put("status", pack.status(now));
    }
}
