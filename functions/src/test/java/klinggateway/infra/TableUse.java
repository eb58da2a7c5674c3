package klinggateway.infra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What IAM is asked before DynamoDB does something. A transaction is asked for item by item, under the names of the single operations.
 *
 * @param resource a table's name, with {@code /index/} and an index's name where that is read
 * @param leadingKeys the partition keys that are named; a query's are among the values of its expression
 */
record TableUse(String action, String resource, Set<String> leadingKeys) {

    static List<TableUse> of(SdkRequest request) {
        return switch (request) {
            case GetItemRequest get -> List.of(item("GetItem", get.tableName(), get.key()));
            case PutItemRequest put -> List.of(item("PutItem", put.tableName(), put.item()));
            case UpdateItemRequest update -> List.of(item("UpdateItem", update.tableName(), update.key()));
            case DeleteItemRequest delete -> List.of(item("DeleteItem", delete.tableName(), delete.key()));
            case ScanRequest scan -> List.of(new TableUse("Scan", scan.tableName(), Set.of()));
            case QueryRequest query -> List.of(query(query));
            case BatchGetItemRequest batch ->
                batch.requestItems().entrySet().stream()
                        .map(table -> items(
                                "BatchGetItem", table.getKey(), table.getValue().keys()))
                        .toList();
            case BatchWriteItemRequest batch ->
                batch.requestItems().entrySet().stream()
                        .map(table -> items(
                                "BatchWriteItem",
                                table.getKey(),
                                table.getValue().stream()
                                        .map(write -> write.putRequest().item())
                                        .toList()))
                        .toList();
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream().flatMap(TableUse::write).toList();
            default -> throw new IllegalArgumentException("nobody has said yet what IAM is asked for " + request);
        };
    }

    private static TableUse query(QueryRequest query) {
        String table = query.tableName();
        return new TableUse(
                "Query",
                Optional.ofNullable(query.indexName())
                        .map(index -> table + "/index/" + index)
                        .orElse(table),
                texts(query.expressionAttributeValues()));
    }

    private static Stream<TableUse> write(TransactWriteItem write) {
        List<TableUse> uses = new ArrayList<>();
        Optional.ofNullable(write.put()).ifPresent(put -> uses.add(item("PutItem", put.tableName(), put.item())));
        Optional.ofNullable(write.update())
                .ifPresent(update -> uses.add(item("UpdateItem", update.tableName(), update.key())));
        Optional.ofNullable(write.delete())
                .ifPresent(delete -> uses.add(item("DeleteItem", delete.tableName(), delete.key())));
        Optional.ofNullable(write.conditionCheck())
                .ifPresent(check -> uses.add(item("ConditionCheckItem", check.tableName(), check.key())));
        return uses.stream();
    }

    private static TableUse item(String action, String table, Map<String, AttributeValue> keyOrItem) {
        return items(action, table, List.of(keyOrItem));
    }

    /** Of the tables whose leading keys are told apart, {@code AdmissionTable} calls them {@code id}. */
    private static TableUse items(String action, String table, Collection<Map<String, AttributeValue>> keysOrItems) {
        String leading = table.equals("AlertsTable") ? "part" : "id";
        return new TableUse(
                action,
                table,
                keysOrItems.stream()
                        .flatMap(item -> Stream.ofNullable(item.get(leading)))
                        .map(AttributeValue::s)
                        .collect(Collectors.toSet()));
    }

    private static Set<String> texts(Map<String, AttributeValue> values) {
        return values.values().stream()
                .flatMap(value -> Stream.ofNullable(value.s()))
                .collect(Collectors.toSet());
    }
}
