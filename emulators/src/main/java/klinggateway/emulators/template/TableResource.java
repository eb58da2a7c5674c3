package klinggateway.emulators.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A DynamoDB table with on-demand capacity. Attribute types are {@code S}, {@code N} and {@code B}. */
public record TableResource(
        String id,
        Map<String, String> attributeTypes,
        List<Key> keys,
        List<Index> indexes,
        Optional<String> timeToLiveAttribute) {

    public TableResource {
        attributeTypes = Map.copyOf(attributeTypes);
        keys = List.copyOf(keys);
        indexes = List.copyOf(indexes);
        checkKeys(attributeTypes, keys);
        for (Index index : indexes) {
            checkKeys(attributeTypes, index.keys());
        }
    }

    private static void checkKeys(Map<String, String> attributeTypes, List<Key> keys) {
        for (Key key : keys) {
            if (!attributeTypes.containsKey(key.attribute())) {
                throw new IllegalArgumentException(
                        "has the key " + key.attribute() + " without an AttributeDefinition");
            }
        }
    }

    /** An attribute of a key; its type is {@code HASH} or {@code RANGE}. */
    public record Key(String attribute, String type) {
        public Key {
            if (!type.equals("HASH") && !type.equals("RANGE")) {
                throw new IllegalArgumentException("has the KeyType " + type + ", which is neither HASH nor RANGE");
            }
        }
    }

    /** A global secondary index. */
    public record Index(String name, List<Key> keys, String projectionType, List<String> projectedAttributes) {
        public Index {
            keys = List.copyOf(keys);
            projectedAttributes = List.copyOf(projectedAttributes);
        }
    }
}
