package klinggateway.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import klinggateway.catalogue.Wish;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.job.Webhook;

/**
 * The body of an order: Kling's fields in camelCase, which the catalogue checks, and some of the gateway's own. A field that
 * nobody knows is refused rather than passed over, because a misspelled {@code duration} would cost money.
 *
 * @param maxCost in US dollars; a higher estimate is refused
 * @param metadata the caller's own, given back with the job
 * @param webhook where the caller wants to hear of the job
 */
record GenerateRequest(
        Wish wish, Optional<BigDecimal> maxCost, Map<String, String> metadata, Optional<Webhook> webhook) {

    private static final int NUMBER_DIGITS = 20;
    private static final int METADATA_ENTRIES = 16;
    private static final int METADATA_TEXT = 128;

    /**
     * Reads the body; all that is wrong with it is one problem.
     *
     * @param defaultKind what is ordered where the body does not say; an image makes a video of it
     */
    static GenerateRequest read(ObjectNode body, String defaultKind, WebhookFields webhooks) {
        List<InvalidParameter> problems = new ArrayList<>();
        ObjectNode fields = body.deepCopy();
        Optional<JsonNode> kind = removed(fields, "kind");
        Optional<BigDecimal> maxCost = removed(fields, "maxCost").flatMap(node -> maxCost(node, problems));
        Map<String, String> metadata = removed(fields, "metadata")
                .map(node -> metadata(node, problems))
                .orElse(Map.of());
        Optional<Webhook> webhook =
                webhooks.read(removed(fields, "webhookUrl"), removed(fields, "webhookEvents"), problems);
        if (kind.filter(node -> !node.isTextual()).isPresent()) {
            problems.add(new InvalidParameter("/kind", "must be a text"));
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, problems);
        }
        boolean startsFromImage =
                defaultKind.equals("text2video") && (fields.hasNonNull("image") || fields.hasNonNull("imageTail"));
        String ordered = kind.map(JsonNode::asText).orElse(startsFromImage ? "image2video" : defaultKind);
        return new GenerateRequest(new Wish(ordered, fields), maxCost, metadata, webhook);
    }

    private static Optional<JsonNode> removed(ObjectNode fields, String name) {
        return Optional.ofNullable(fields.remove(name)).filter(node -> !node.isNull());
    }

    private static Optional<BigDecimal> maxCost(JsonNode node, List<InvalidParameter> problems) {
        boolean isFine = node.isNumber()
                && Math.abs((long) node.decimalValue().scale()) <= NUMBER_DIGITS
                && node.decimalValue().precision() <= NUMBER_DIGITS;
        if (!isFine) {
            problems.add(new InvalidParameter("/maxCost", "must be a number of US dollars"));
            return Optional.empty();
        }
        return Optional.of(node.decimalValue());
    }

    private static Map<String, String> metadata(JsonNode node, List<InvalidParameter> problems) {
        Map<String, String> metadata = new TreeMap<>();
        boolean isFine = node.isObject() && node.size() <= METADATA_ENTRIES;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = entry.getValue();
            isFine &= value.isTextual()
                    && value.asText().length() <= METADATA_TEXT
                    && entry.getKey().length() <= METADATA_TEXT;
            metadata.put(entry.getKey(), value.asText());
        }
        if (!isFine) {
            problems.add(new InvalidParameter(
                    "/metadata",
                    "must be an object of at most " + METADATA_ENTRIES + " texts of at most " + METADATA_TEXT
                            + " characters"));
        }
        return metadata;
    }
}
