package klinggateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Keys in the table {@code Keys}. */
public final class DynamoDbKeyStore implements KeyStore {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .build();

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbKeyStore(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Optional<Key> find(String id) {
        Map<String, AttributeValue> item = dynamoDb.getItem(builder -> builder.tableName(table)
                        .key(Map.of("id", Item.text(id)))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(read(item));
    }

    @Override
    public boolean add(Key key) {
        return put(key, key.version(), put -> put.conditionExpression("attribute_not_exists(id)"));
    }

    @Override
    public boolean replace(Key read, Key next) {
        return put(
                next,
                read.version() + 1,
                put -> put.conditionExpression("version = :read")
                        .expressionAttributeValues(Map.of(":read", Item.number(read.version()))));
    }

    private boolean put(Key key, long version, Consumer<PutItemRequest.Builder> condition) {
        Item item = Item.create()
                .put("id", key.id())
                .put("name", key.name())
                .put("digest", key.digest())
                .put("scopes", key.scopes().stream().map(Scope::word).collect(Collectors.toUnmodifiableSet()))
                .put("createdAt", key.createdAt())
                .putMoment("endsAt", key.expiresAt())
                .putMoment("revokedAt", key.revokedAt())
                .put("policy", json(key.policy()))
                .put("generation", key.generation())
                .put("version", version);
        key.former()
                .ifPresent(former -> item.put("formerDigest", former.digest())
                        .put("formerGeneration", former.generation())
                        .put("formerWorksUntil", former.worksUntil()));
        try {
            dynamoDb.putItem(
                    builder -> builder.tableName(table).item(item.attributes()).applyMutation(condition));
            return true;
        } catch (ConditionalCheckFailedException takenOrChanged) {
            return false;
        }
    }

    @Override
    public List<Key> all() {
        ScanRequest scan = ScanRequest.builder().tableName(table).build();
        return dynamoDb.scanPaginator(scan).items().stream()
                .map(DynamoDbKeyStore::read)
                .sorted(Comparator.comparing(Key::createdAt).thenComparing(Key::id))
                .toList();
    }

    private static Key read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Key(
                item.needText("id"),
                item.needText("name"),
                item.needText("digest"),
                item.texts("scopes").stream()
                        .flatMap(word -> Scope.find(word).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                item.needMoment("createdAt"),
                item.findMoment("endsAt"),
                item.findMoment("revokedAt"),
                policy(item.needText("policy")),
                Math.toIntExact(item.needNumber("generation")),
                former(item),
                item.needNumber("version"));
    }

    private static Optional<Key.Former> former(Item item) {
        return item.findText("formerDigest")
                .map(digest -> new Key.Former(
                        digest,
                        Math.toIntExact(item.needNumber("formerGeneration")),
                        item.needMoment("formerWorksUntil")));
    }

    private static String json(Policy policy) {
        try {
            return JSON.writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain records can be written as JSON", e);
        }
    }

    private static Policy policy(String json) {
        try {
            return JSON.readValue(json, Policy.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored policy cannot be read", e);
        }
    }
}
