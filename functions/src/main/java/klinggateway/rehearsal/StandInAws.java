package klinggateway.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of DynamoDB, SQS and Secrets Manager as a rehearsal needs: what was put can be got, every condition holds, an update
 * answers what it adds and changes nothing, a scan finds what was put last, and a query finds nothing.
 */
final class StandInAws {

    /** Of {@code events/*.json}. */
    private static final Map<String, String> SECRETS = Map.of(
            "admin", "thisSecretIsForSampleEventsOnly0000000000000",
            "gateway", "g".repeat(64),
            "kling", "{\"KLING_API_KEY\": \"rehearsal\", \"KLING_WEBHOOK_SECRET\": \"rehearsal\"}");

    private static final Pattern ADDED = Pattern.compile("\\bADD (\\w+) (:\\w+)");

    private final Map<String, List<JsonNode>> items = new HashMap<>();

    static JsonNode credentials() {
        return object().put("AccessKeyId", "rehearsal")
                .put("SecretAccessKey", "rehearsal")
                .put("Token", "rehearsal")
                .put("Expiration", "2100-01-01T00:00:00Z");
    }

    JsonNode answer(String operation, JsonNode request) {
        return switch (operation) {
            case "GetSecretValue" ->
                object().put(
                                "SecretString",
                                SECRETS.get(request.path("SecretId").asText()));
            case "SendMessage" -> sent(object(), request);
            case "SendMessageBatch" -> sentAll(request);
            case "GetQueueAttributes" -> depths();
            case "GetItem" -> got(request);
            case "BatchGetItem" -> gotAll(request);
            case "Query" -> found();
            case "Scan" -> scanned(request);
            case "UpdateItem" -> updated(request);
            default -> {
                request.findParents("Put").forEach(item -> put(item.path("Put")));
                put(request);
                request.path("RequestItems")
                        .properties()
                        .forEach(table ->
                                table.getValue().findValues("Item").forEach(item -> put(table.getKey(), item)));
                yield object();
            }
        };
    }

    private void put(JsonNode request) {
        if (request.has("Item")) {
            put(request.path("TableName").asText(), request.path("Item"));
        }
    }

    private void put(String table, JsonNode item) {
        items.computeIfAbsent(table, name -> new ArrayList<>()).addFirst(item);
    }

    private JsonNode got(JsonNode request) {
        ObjectNode answer = object();
        find(request.path("TableName").asText(), request.path("Key")).forEach(item -> answer.set("Item", item));
        return answer;
    }

    private JsonNode gotAll(JsonNode request) {
        ObjectNode answer = object();
        ObjectNode responses = answer.putObject("Responses");
        request.path("RequestItems").properties().forEach(table -> {
            var found = responses.putArray(table.getKey());
            table.getValue().path("Keys").forEach(key -> found.addAll(find(table.getKey(), key)));
        });
        return answer;
    }

    private Collection<JsonNode> find(String table, JsonNode key) {
        return items.getOrDefault(table, List.of()).stream()
                .filter(item -> key.properties().stream()
                        .allMatch(part -> part.getValue().equals(item.get(part.getKey()))))
                .limit(1)
                .toList();
    }

    private JsonNode scanned(JsonNode request) {
        ObjectNode answer = object();
        List<JsonNode> put = items.getOrDefault(request.path("TableName").asText(), List.of());
        answer.putArray("Items").addAll(put.stream().limit(1).toList());
        return answer;
    }

    private static JsonNode found() {
        ObjectNode answer = object();
        answer.putArray("Items");
        return answer.put("Count", 0).put("ScannedCount", 0);
    }

    private static JsonNode updated(JsonNode request) {
        ObjectNode answer = object();
        ObjectNode attributes = answer.putObject("Attributes");
        Matcher added = ADDED.matcher(request.path("UpdateExpression").asText());
        while (added.find()) {
            attributes.set(
                    added.group(1), request.path("ExpressionAttributeValues").path(added.group(2)));
        }
        return answer;
    }

    private static JsonNode depths() {
        ObjectNode answer = object();
        answer.putObject("Attributes")
                .put("ApproximateNumberOfMessages", "0")
                .put("ApproximateNumberOfMessagesNotVisible", "0")
                .put("ApproximateNumberOfMessagesDelayed", "0");
        return answer;
    }

    private static JsonNode sentAll(JsonNode request) {
        ObjectNode answer = object();
        var successful = answer.putArray("Successful");
        request.path("Entries")
                .forEach(entry ->
                        sent(successful.addObject().put("Id", entry.path("Id").asText()), entry));
        answer.putArray("Failed");
        return answer;
    }

    /** The SDK compares the hash. */
    private static JsonNode sent(ObjectNode answer, JsonNode message) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5")
                    .digest(message.path("MessageBody").asText().getBytes(StandardCharsets.UTF_8));
            return answer.put("MessageId", "1")
                    .put("MD5OfMessageBody", HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
