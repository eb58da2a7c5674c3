package klinggateway.emulators.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A table's key, and what its indexes hold of an item. */
record TableShape(List<String> keys, List<Index> indexes) {

    /**
     * An index.
     *
     * @param projected the attributes it holds; empty for all
     */
    private record Index(List<String> keys, Optional<Set<String>> projected) {

        /** What it holds of {@code item}, which has to have its keys. */
        Map<String, AttributeValue> project(Map<String, AttributeValue> item) {
            if (!item.keySet().containsAll(keys)) {
                return Map.of();
            }
            Map<String, AttributeValue> held = new HashMap<>(item);
            projected.ifPresent(names -> held.keySet().retainAll(names));
            return held;
        }

        /** A changed key is one item deleted and another one put; an item that looks the same is not written. */
        double write(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
            Map<String, AttributeValue> old = project(before);
            Map<String, AttributeValue> current = project(after);
            if (old.equals(current)) {
                return 0;
            }
            boolean moves = !old.isEmpty()
                    && !current.isEmpty()
                    && keys.stream().anyMatch(key -> !Objects.equals(old.get(key), current.get(key)));
            return moves
                    ? ConsumedCapacity.write(ItemSize.of(old)) + ConsumedCapacity.write(ItemSize.of(current))
                    : ConsumedCapacity.write(Math.max(ItemSize.of(old), ItemSize.of(current)));
        }
    }

    static TableShape of(TableDescription table) {
        List<String> keys = names(table.keySchema());
        return new TableShape(
                keys,
                table.globalSecondaryIndexes().stream()
                        .map(index -> index(keys, index))
                        .toList());
    }

    Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(keys);
        return key;
    }

    /** The write units of all indexes together for a changed item; an item that is not there is empty. */
    double indexWrites(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        return indexes.stream().mapToDouble(index -> index.write(before, after)).sum();
    }

    private static Index index(List<String> tableKeys, GlobalSecondaryIndexDescription index) {
        List<String> keys = names(index.keySchema());
        if (index.projection().projectionType() == ProjectionType.ALL) {
            return new Index(keys, Optional.empty());
        }
        List<String> projected = new ArrayList<>(tableKeys);
        projected.addAll(keys);
        projected.addAll(index.projection().nonKeyAttributes());
        return new Index(keys, Optional.of(new HashSet<>(projected)));
    }

    private static List<String> names(List<KeySchemaElement> keys) {
        return keys.stream().map(KeySchemaElement::attributeName).toList();
    }
}
