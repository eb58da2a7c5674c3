package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Shows a test what became of one accepted create, or of a call that was answered at once.
 *
 * @param path where it was created, e.g. {@code /v1/videos/text2video} or {@code /text-to-video/kling-3.0}
 * @param model empty where the product has no models
 * @param unitsDeducted zero until it has succeeded
 * @param request the body as it came in, inline media shortened
 */
public record EmulatedTask(
        String id,
        Optional<String> externalId,
        String path,
        String model,
        ProductType type,
        TaskStatus status,
        Instant createdAt,
        Instant updatedAt,
        BigDecimal unitsDeducted,
        JsonNode request) {}
