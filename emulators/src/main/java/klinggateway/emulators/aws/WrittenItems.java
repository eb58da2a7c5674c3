package klinggateway.emulators.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Says which items a request writes, and what they are like at present. */
final class WrittenItems {

    private final DynamoDbClient client;
    private final Map<String, TableShape> shapes = new ConcurrentHashMap<>();

    WrittenItems(DynamoDbClient client) {
        this.client = client;
    }

    /** One item, whether or not it is there. */
    record Item(String table, TableShape shape, Map<String, AttributeValue> key) {}

    Item item(String table, Map<String, AttributeValue> itemOrKey) {
        TableShape shape = shape(table);
        return new Item(table, shape, shape.keyOf(itemOrKey));
    }

    List<Item> items(BatchWriteItemRequest request) {
        List<Item> items = new ArrayList<>();
        request.requestItems().forEach((table, ofTable) -> ofTable.forEach(write -> items.add(item(table, write))));
        return items;
    }

    List<Item> items(TransactWriteItemsRequest request) {
        return request.transactItems().stream().map(this::item).toList();
    }

    /** All its attributes, or none if it is not there. */
    Map<String, AttributeValue> read(Item item) {
        return client.getItem(get -> get.tableName(item.table()).key(item.key()).consistentRead(true))
                .item();
    }

    private Item item(String table, WriteRequest write) {
        return write.putRequest() == null
                ? item(table, write.deleteRequest().key())
                : item(table, write.putRequest().item());
    }

    private Item item(TransactWriteItem write) {
        if (write.put() != null) {
            return item(write.put().tableName(), write.put().item());
        }
        if (write.update() != null) {
            return item(write.update().tableName(), write.update().key());
        }
        return write.delete() == null
                ? item(
                        write.conditionCheck().tableName(),
                        write.conditionCheck().key())
                : item(write.delete().tableName(), write.delete().key());
    }

    private TableShape shape(String table) {
        return shapes.computeIfAbsent(
                table,
                name -> TableShape.of(client.describeTable(describe -> describe.tableName(name))
                        .table()));
    }
}
