package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/** Writes a pack as it was bought; what is left in it follows from the tasks. */
final class PackJson {

    private PackJson() {}

    static ObjectNode write(Pack pack) {
        return Json.object()
                .put("id", pack.id())
                .put("name", pack.name())
                .put("type", pack.type().name())
                .put("units", pack.total().toPlainString())
                .put("concurrency", pack.concurrency())
                .put("purchasedAt", pack.purchasedAt().toString())
                .put("expiresAt", pack.expiresAt().toString());
    }

    static Pack read(JsonNode json) {
        BigDecimal units = new BigDecimal(json.path("units").asText());
        return new Pack(
                json.path("id").asText(),
                json.path("name").asText(),
                ProductType.valueOf(json.path("type").asText()),
                units,
                units,
                json.path("concurrency").intValue(),
                Instant.parse(json.path("purchasedAt").asText()),
                Instant.parse(json.path("expiresAt").asText()));
    }
}
