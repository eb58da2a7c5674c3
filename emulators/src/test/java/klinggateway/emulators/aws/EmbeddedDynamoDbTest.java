package klinggateway.emulators.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class EmbeddedDynamoDbTest {

    private static final AttributeValue ONE = AttributeValue.fromS("one");

    @Test
    void shows_the_item_that_a_conditional_put_failed_on() {
        try (var dynamoDb = EmbeddedDynamoDb.inMemory();
                var client = client(dynamoDb)) {
            createTable(client);
            client.putItem(r -> r.tableName("things").item(Map.of("id", ONE, "owner", AttributeValue.fromS("anna"))));

            var refused = catchThrowableOfType(
                    ConditionalCheckFailedException.class,
                    () -> client.putItem(r -> r.tableName("things")
                            .item(Map.of("id", ONE))
                            .conditionExpression("attribute_not_exists(id)")
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));

            assertThat(refused.item()).containsEntry("owner", AttributeValue.fromS("anna"));
        }
    }

    @Test
    void writes_a_transaction_as_a_whole_or_not_at_all() {
        try (var dynamoDb = EmbeddedDynamoDb.inMemory();
                var client = client(dynamoDb)) {
            createTable(client);
            client.transactWriteItems(r -> r.transactItems(newItem("one"), newItem("two")));

            var canceled = catchThrowableOfType(
                    TransactionCanceledException.class,
                    () -> client.transactWriteItems(r -> r.transactItems(newItem("three"), newItem("two"))));

            assertThat(canceled.cancellationReasons())
                    .extracting(CancellationReason::code)
                    .containsExactly("None", "ConditionalCheckFailed");
            assertThat(client.scan(r -> r.tableName("things")).count()).isEqualTo(2);
        }
    }

    @Test
    void queries_an_index() {
        try (var dynamoDb = EmbeddedDynamoDb.inMemory();
                var client = client(dynamoDb)) {
            createTable(client);
            client.putItem(r -> r.tableName("things").item(Map.of("id", ONE, "owner", AttributeValue.fromS("anna"))));

            var found = client.query(r -> r.tableName("things")
                    .indexName("byOwner")
                    .keyConditionExpression("#o = :o")
                    .expressionAttributeNames(Map.of("#o", "owner"))
                    .expressionAttributeValues(Map.of(":o", AttributeValue.fromS("anna"))));

            assertThat(found.items()).extracting(item -> item.get("id")).containsExactly(ONE);
        }
    }

    @Test
    void finds_the_items_of_its_folder_again(@TempDir Path folder) {
        try (var dynamoDb = EmbeddedDynamoDb.in(folder.resolve("new"));
                var client = client(dynamoDb)) {
            createTable(client);
            client.putItem(r -> r.tableName("things").item(Map.of("id", ONE)));
        }

        try (var dynamoDb = EmbeddedDynamoDb.in(folder.resolve("new"));
                var client = client(dynamoDb)) {
            assertThat(client.getItem(r -> r.tableName("things").key(Map.of("id", ONE)))
                            .hasItem())
                    .isTrue();
        }
    }

    @Test
    void prints_nothing_and_leaves_no_file_behind() {
        PrintStream console = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var dynamoDb = EmbeddedDynamoDb.inMemory();
                var client = client(dynamoDb)) {
            client.listTables();
        } finally {
            System.setOut(console);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(Files.exists(Path.of("dynamodb-local-metadata.json"))).isFalse();
    }

    @Test
    void listens_on_the_loopback_interface_and_closes_twice() {
        var dynamoDb = EmbeddedDynamoDb.inMemory();

        assertThat(dynamoDb.endpoint().getHost()).isEqualTo("127.0.0.1");

        dynamoDb.close();
        dynamoDb.close();
    }

    private static TransactWriteItem newItem(String id) {
        return TransactWriteItem.builder()
                .put(p -> p.tableName("things")
                        .item(Map.of("id", AttributeValue.fromS(id)))
                        .conditionExpression("attribute_not_exists(id)"))
                .build();
    }

    private static void createTable(DynamoDbClient client) {
        client.createTable(r -> r.tableName("things")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(text("id"), text("owner")))
                .keySchema(hash("id"))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("byOwner")
                        .keySchema(hash("owner"))
                        .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
                        .build()));
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement hash(String name) {
        return KeySchemaElement.builder()
                .attributeName(name)
                .keyType(KeyType.HASH)
                .build();
    }

    private static DynamoDbClient client(EmbeddedDynamoDb dynamoDb) {
        return DynamoDbClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
