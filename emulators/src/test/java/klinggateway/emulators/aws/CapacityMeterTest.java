package klinggateway.emulators.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.aws.CapacityMeter.Call;
import klinggateway.emulators.aws.CapacityMeter.Use;
import klinggateway.emulators.template.TableResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class CapacityMeterTest {

    /** Its items are keyed by {@code id} and {@code at}; an index of those with an {@code owner} holds their {@code name}, too. */
    private static final TableResource THINGS = new TableResource(
            "Things",
            Map.of("id", "S", "at", "N", "owner", "S"),
            List.of(new TableResource.Key("id", "HASH"), new TableResource.Key("at", "RANGE")),
            List.of(new TableResource.Index(
                    "byOwner", List.of(new TableResource.Key("owner", "HASH")), "INCLUDE", List.of("name"))),
            Optional.empty());

    private final EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.inMemory();
    private final CapacityMeter meter = new CapacityMeter(DynamoDbClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .build());

    @BeforeEach
    void create() {
        Tables.create(meter.unmetered(), List.of(THINGS));
    }

    @AfterEach
    void close() {
        meter.close();
        dynamoDb.close();
    }

    @Test
    void a_get_costs_by_blocks_of_4_kilobytes_and_half_if_it_is_not_consistent() {
        given(item("a", 1, 4_096), item("a", 2, 4_097));

        assertThat(read("a", 1, false)).isEqualTo(new Use(1, 1, 0.5, 0));
        assertThat(read("a", 1, true)).isEqualTo(new Use(1, 1, 1, 0));
        assertThat(read("a", 2, false)).isEqualTo(new Use(1, 1, 1, 0));
        assertThat(read("a", 2, true)).isEqualTo(new Use(1, 1, 2, 0));
        assertThat(read("a", 3, false)).isEqualTo(new Use(1, 0, 0.5, 0));
    }

    @Test
    void a_page_of_a_query_costs_what_its_items_add_up_to() {
        given(item("a", 1, 1_536), item("a", 2, 1_536), item("a", 3, 1_536));

        // 4.5 KB are two blocks.
        assertThat(query("a", false)).isEqualTo(new Use(1, 3, 1, 0));
        assertThat(query("a", true)).isEqualTo(new Use(1, 3, 2, 0));
        assertThat(query("b", false)).isEqualTo(new Use(1, 0, 0.5, 0));
    }

    @Test
    void each_page_of_a_query_is_rounded_up_by_itself() {
        given(item("a", 1, 1_536), item("a", 2, 1_536), item("a", 3, 1_536));

        long items = meter
                .queryPaginator(query -> query.tableName("Things")
                        .limit(1)
                        .keyConditionExpression("id = :id")
                        .expressionAttributeValues(Map.of(":id", text("a"))))
                .items()
                .stream()
                .count();

        assertThat(items).isEqualTo(3);
        // The last page is followed by an empty one, because a limit that is reached exactly says nothing of an end.
        assertThat(meter.of("Things")).isEqualTo(new Use(4, 3, 2, 0));
    }

    @Test
    void a_page_of_a_scan_costs_what_its_items_add_up_to() {
        given(item("a", 1, 1_536), item("b", 1, 1_536), item("c", 1, 1_536));

        meter.scan(scan -> scan.tableName("Things"));

        assertThat(meter.of("Things")).isEqualTo(new Use(1, 3, 1, 0));
    }

    @Test
    void a_batch_of_gets_costs_by_each_item_of_it_and_for_those_that_are_missing() {
        given(item("a", 1, 100), item("a", 2, 5_000));

        meter.batchGetItem(batch -> batch.requestItems(Map.of(
                "Things",
                KeysAndAttributes.builder()
                        .keys(List.of(key("a", 1), key("a", 2), key("a", 3)))
                        .build())));

        assertThat(meter.uses()).isEqualTo(Map.of(new Call("Things", "BatchGetItem"), new Use(1, 2, 0.5 + 1 + 0.5, 0)));
    }

    @Test
    void a_write_costs_by_kilobytes_of_the_larger_one_of_before_and_after() {
        assertThat(put(item("a", 1, 1_024))).isEqualTo(new Use(1, 1, 0, 1));
        assertThat(put(item("a", 1, 2_500))).isEqualTo(new Use(1, 1, 0, 3));
        assertThat(put(item("a", 1, 100))).isEqualTo(new Use(1, 1, 0, 3));

        meter.reset();
        meter.updateItem(update -> update.tableName("Things")
                .key(key("a", 1))
                .updateExpression("SET filler = :filler")
                .expressionAttributeValues(Map.of(":filler", text("x".repeat(1_500)))));
        meter.deleteItem(delete -> delete.tableName("Things").key(key("a", 1)));
        meter.deleteItem(delete -> delete.tableName("Things").key(key("a", 2)));

        assertThat(meter.uses())
                .isEqualTo(Map.of(
                        new Call("Things", "UpdateItem"), new Use(1, 1, 0, 2),
                        new Call("Things", "DeleteItem"), new Use(2, 2, 0, 2 + 1)));
    }

    @Test
    void what_a_condition_refuses_costs_as_much_as_the_item_that_stays() {
        given(item("a", 1, 1_500));

        assertThatThrownBy(() -> meter.putItem(put -> put.tableName("Things")
                        .item(item("a", 1, 100))
                        .conditionExpression("attribute_not_exists(id)")))
                .isInstanceOf(ConditionalCheckFailedException.class);

        assertThat(meter.of("Things")).isEqualTo(new Use(1, 1, 0, 2));
    }

    @Test
    void a_batch_of_writes_costs_by_each_item_of_it() {
        meter.batchWriteItem(batch -> batch.requestItems(
                Map.of("Things", List.of(request(item("a", 1, 500)), request(item("a", 2, 1_500))))));

        assertThat(meter.of("Things")).isEqualTo(new Use(1, 2, 0, 1 + 2));
    }

    @Test
    void a_transaction_costs_twice_as_much() {
        meter.transactWriteItems(
                write -> write.transactItems(inTransaction(item("a", 1, 500)), inTransaction(item("a", 2, 500))));

        assertThat(meter.uses()).isEqualTo(Map.of(new Call("Things", "TransactWriteItems"), new Use(1, 2, 0, 4)));
    }

    @Test
    void an_index_is_written_only_if_what_it_holds_changes_and_costs_no_more_in_a_transaction() {
        Map<String, AttributeValue> owned = with(item("a", 1, 500), "owner", "me");
        Map<String, AttributeValue> named = with(owned, "name", "x".repeat(2_000));

        assertThat(put(owned)).as("put into the index").isEqualTo(new Use(1, 1, 0, 1 + 1));
        assertThat(put(with(owned, "other", "x"))).as("not in the index").isEqualTo(new Use(1, 1, 0, 1));
        assertThat(put(named)).as("changed in the index").isEqualTo(new Use(1, 1, 0, 3 + 2));
        assertThat(put(with(named, "owner", "you"))).as("moved in the index").isEqualTo(new Use(1, 1, 0, 3 + 2 + 2));
        meter.reset();
        meter.transactWriteItems(write -> write.transactItems(inTransaction(item("a", 1, 500))));
        assertThat(meter.of("Things")).as("deleted from the index").isEqualTo(new Use(1, 1, 0, 2 * 3 + 2));
    }

    @Test
    void refuses_to_measure_what_it_cannot_see() {
        assertThatThrownBy(() -> meter.query(query -> query.tableName("Things")
                        .keyConditionExpression("id = :id")
                        .filterExpression("owner = :id")
                        .expressionAttributeValues(Map.of(":id", text("a")))))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> meter.scan(scan -> scan.tableName("Things").projectionExpression("id")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @SafeVarargs
    private void given(Map<String, AttributeValue>... items) {
        for (Map<String, AttributeValue> item : items) {
            put(item);
        }
        meter.reset();
    }

    private Use put(Map<String, AttributeValue> item) {
        meter.reset();
        meter.putItem(put -> put.tableName("Things").item(item));
        return meter.of("Things");
    }

    private Use read(String id, int at, boolean consistent) {
        meter.reset();
        meter.getItem(get -> get.tableName("Things").key(key(id, at)).consistentRead(consistent));
        return meter.of("Things");
    }

    private Use query(String id, boolean consistent) {
        meter.reset();
        meter.query(query -> query.tableName("Things")
                .keyConditionExpression("id = :id")
                .expressionAttributeValues(Map.of(":id", text(id)))
                .consistentRead(consistent));
        return meter.of("Things");
    }

    private static WriteRequest request(Map<String, AttributeValue> item) {
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item).build())
                .build();
    }

    private static TransactWriteItem inTransaction(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName("Things").item(item))
                .build();
    }

    private static Map<String, AttributeValue> key(String id, int at) {
        return Map.of("id", text(id), "at", AttributeValue.fromN(Integer.toString(at)));
    }

    /** An item of this many bytes: {@code id} and one letter, {@code at} and a digit, {@code filler} and the rest. */
    private static Map<String, AttributeValue> item(String id, int at, int bytes) {
        return with(key(id, at), "filler", "x".repeat(bytes - (2 + 1) - (2 + 2) - 6));
    }

    private static Map<String, AttributeValue> with(Map<String, AttributeValue> item, String name, String value) {
        Map<String, AttributeValue> more = new HashMap<>(item);
        more.put(name, text(value));
        return more;
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
