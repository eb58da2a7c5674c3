package klinggateway.emulators.aws;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.emulators.template.TableResource;
import klinggateway.emulators.template.TemplateException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Creates the tables and indexes of a template that are missing. The table's name is its logical id. */
public final class Tables {

    private Tables() {}

    /**
     * Makes the tables as the template wants them.
     *
     * @throws TemplateException if a table is there already with another key, which only a new data folder can change
     */
    public static void create(DynamoDbClient dynamoDb, Collection<TableResource> tables) {
        Set<String> existing = new HashSet<>();
        dynamoDb.listTablesPaginator().tableNames().forEach(existing::add);
        for (TableResource table : tables) {
            if (existing.contains(table.id())) {
                complete(
                        dynamoDb,
                        table,
                        dynamoDb.describeTable(r -> r.tableName(table.id())).table());
            } else {
                create(dynamoDb, table);
            }
        }
    }

    private static void create(DynamoDbClient dynamoDb, TableResource table) {
        var request = CreateTableRequest.builder()
                .tableName(table.id())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes(table))
                .keySchema(keys(table.keys()));
        if (!table.indexes().isEmpty()) {
            request.globalSecondaryIndexes(table.indexes().stream()
                    .map(index -> GlobalSecondaryIndex.builder()
                            .indexName(index.name())
                            .keySchema(keys(index.keys()))
                            .projection(projection(index))
                            .build())
                    .toList());
        }
        dynamoDb.createTable(request.build());
        table.timeToLiveAttribute()
                .ifPresent(attribute -> dynamoDb.updateTimeToLive(r -> r.tableName(table.id())
                        .timeToLiveSpecification(
                                ttl -> ttl.attributeName(attribute).enabled(true))));
    }

    /** Adds the indexes that a table of an earlier version lacks, one by one, as DynamoDB demands. */
    private static void complete(DynamoDbClient dynamoDb, TableResource table, TableDescription existing) {
        requireSame(table.id(), existing.keySchema(), table.keys());
        for (TableResource.Index index : table.indexes()) {
            Optional<GlobalSecondaryIndexDescription> other = existing.globalSecondaryIndexes().stream()
                    .filter(candidate -> candidate.indexName().equals(index.name()))
                    .findFirst();
            if (other.isPresent()) {
                requireSame(table.id() + "." + index.name(), other.get().keySchema(), index.keys());
            } else {
                dynamoDb.updateTable(r -> r.tableName(table.id())
                        .attributeDefinitions(attributes(table))
                        .globalSecondaryIndexUpdates(List.of(GlobalSecondaryIndexUpdate.builder()
                                .create(c -> c.indexName(index.name())
                                        .keySchema(keys(index.keys()))
                                        .projection(projection(index)))
                                .build())));
            }
        }
    }

    private static void requireSame(String name, List<KeySchemaElement> existing, List<TableResource.Key> wanted) {
        if (!existing.equals(keys(wanted))) {
            throw new TemplateException("The data folder holds " + name
                    + " with another key than the template's; delete the folder or choose another");
        }
    }

    private static List<AttributeDefinition> attributes(TableResource table) {
        return table.attributeTypes().entrySet().stream()
                .map(attribute -> AttributeDefinition.builder()
                        .attributeName(attribute.getKey())
                        .attributeType(attribute.getValue())
                        .build())
                .toList();
    }

    private static List<KeySchemaElement> keys(List<TableResource.Key> keys) {
        return keys.stream()
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.attribute())
                        .keyType(key.type())
                        .build())
                .toList();
    }

    private static Projection projection(TableResource.Index index) {
        var projection = Projection.builder().projectionType(index.projectionType());
        if (!index.projectedAttributes().isEmpty()) {
            projection.nonKeyAttributes(index.projectedAttributes());
        }
        return projection.build();
    }
}
