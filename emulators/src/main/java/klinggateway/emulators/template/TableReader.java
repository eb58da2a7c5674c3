package klinggateway.emulators.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one DynamoDB table. */
final class TableReader {

    private static final Set<String> READ = Set.of(
            "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "TimeToLiveSpecification", "BillingMode");
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "DeletionProtectionEnabled",
            "SSESpecification",
            "PointInTimeRecoverySpecification",
            "Tags",
            "TableClass",
            "OnDemandThroughput",
            "ContributorInsightsSpecification",
            "WarmThroughput");

    private TableReader() {}

    static TableResource read(YamlNode resource, Values values) {
        YamlNode properties = resource.get("Properties");
        properties.allowOnly(READ, WITHOUT_EFFECT);
        YamlNode billing = properties.get("BillingMode");
        if (!values.text(billing).equals("PAY_PER_REQUEST")) {
            throw billing.error("must be PAY_PER_REQUEST");
        }
        return TemplateReader.checked(
                resource,
                () -> new TableResource(
                        resource.name(),
                        attributeTypes(properties.get("AttributeDefinitions"), values),
                        keys(properties.get("KeySchema"), values),
                        properties.find("GlobalSecondaryIndexes").map(YamlNode::items).orElse(List.of()).stream()
                                .map(index -> index(index, values))
                                .toList(),
                        properties.find("TimeToLiveSpecification").flatMap(ttl -> timeToLive(ttl, values))));
    }

    private static Map<String, String> attributeTypes(YamlNode definitions, Values values) {
        var types = new LinkedHashMap<String, String>();
        for (YamlNode definition : definitions.items()) {
            definition.allowOnly(Set.of("AttributeName", "AttributeType"), Set.of());
            types.put(values.text(definition.get("AttributeName")), values.text(definition.get("AttributeType")));
        }
        return types;
    }

    private static List<TableResource.Key> keys(YamlNode schema, Values values) {
        return schema.items().stream()
                .map(key -> {
                    key.allowOnly(Set.of("AttributeName", "KeyType"), Set.of());
                    return TemplateReader.checked(
                            key,
                            () -> new TableResource.Key(
                                    values.text(key.get("AttributeName")), values.text(key.get("KeyType"))));
                })
                .toList();
    }

    private static TableResource.Index index(YamlNode index, Values values) {
        index.allowOnly(
                Set.of("IndexName", "KeySchema", "Projection"),
                Set.of("OnDemandThroughput", "ContributorInsightsSpecification", "WarmThroughput"));
        YamlNode projection = index.get("Projection");
        projection.allowOnly(Set.of("ProjectionType", "NonKeyAttributes"), Set.of());
        return new TableResource.Index(
                values.text(index.get("IndexName")),
                keys(index.get("KeySchema"), values),
                values.text(projection.get("ProjectionType")),
                projection.find("NonKeyAttributes").map(YamlNode::items).orElse(List.of()).stream()
                        .map(values::text)
                        .toList());
    }

    private static Optional<String> timeToLive(YamlNode specification, Values values) {
        specification.allowOnly(Set.of("AttributeName", "Enabled"), Set.of());
        return specification.get("Enabled").bool()
                ? Optional.of(values.text(specification.get("AttributeName")))
                : Optional.empty();
    }
}
