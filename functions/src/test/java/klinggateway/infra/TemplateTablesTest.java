package klinggateway.infra;

import static klinggateway.infra.TemplateFile.ref;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import klinggateway.emulators.template.TableResource;
import klinggateway.emulators.template.Template;
import org.junit.jupiter.api.Test;

/** What is stored must outlive every upgrade. */
class TemplateTablesTest {

    /**
     * Names, keys, indexes and projections as they are deployed. A change of a name or a key makes CloudFormation replace the table by
     * an empty one, and a changed index is built anew; so this text changes only together with a plan for what is stored.
     */
    private static final List<String> DEPLOYED = List.of(
            "AdmissionTable: id S HASH, part S RANGE; expires by expiresAt",
            "AlertsTable: part S HASH, id S RANGE; expires by expiresAt",
            "JobsTable: id S HASH, part S RANGE; expires by expiresAt"
                    + "; byKey: keyId S HASH, createdAt N RANGE, KEYS_ONLY"
                    + "; open: openState S HASH, openOrder N RANGE, INCLUDE keyId",
            "KeysTable: id S HASH; never expires",
            "RollupsTable: series S HASH, start N RANGE; expires by expiresAt",
            "UsageTable: minute S HASH, item S RANGE; expires by expiresAt"
                    + "; byKey: keyId S HASH, at N RANGE, ALL"
                    + "; byProduct: productType S HASH, at N RANGE, ALL");

    private final TemplateFile template = TemplateFile.read();
    private final Map<String, JsonNode> tables = template.resources("AWS::DynamoDB::Table");

    @Test
    void no_upgrade_replaces_a_table_or_an_index() {
        List<String> written = Template.read(Path.of("..", "infra", "template.yaml"), Map.of()).tables().stream()
                .sorted(Comparator.comparing(TableResource::id))
                .map(TemplateTablesTest::shape)
                .toList();

        assertThat(written).isEqualTo(DEPLOYED);
        // A name of its own would be replaced with it, and could not be made anew while the old table is kept.
        assertThat(tables)
                .allSatisfy((id, table) ->
                        assertThat(table.path("Properties").has("TableName")).isFalse());
    }

    @Test
    void each_table_can_be_restored_and_is_not_deleted_by_accident() {
        assertThat(tables).allSatisfy((id, table) -> {
            assertThat(table.at("/Properties/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                            .asText())
                    .as(id)
                    .isEqualTo("true");
            assertThat(table.at("/Properties/DeletionProtectionEnabled")).as(id).isEqualTo(ref("DeletionProtection"));
        });
        assertThat(template.root().at("/Parameters/DeletionProtection/Default").asText())
                .isEqualTo("true");
    }

    @Test
    void what_keys_and_jobs_rest_on_stays_when_the_stack_goes() {
        List<JsonNode> kept = new ArrayList<>(tables.values());
        kept.add(template.root().at("/Resources/GatewaySecret"));

        assertThat(kept).allSatisfy(resource -> {
            assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain");
            assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
        });
    }

    private static String shape(TableResource table) {
        return table.id() + ": " + keys(table.keys(), table)
                + table.timeToLiveAttribute()
                        .map(name -> "; expires by " + name)
                        .orElse("; never expires")
                + table.indexes().stream().map(index -> shape(index, table)).collect(Collectors.joining());
    }

    private static String shape(TableResource.Index index, TableResource table) {
        return "; " + index.name() + ": " + keys(index.keys(), table) + ", " + index.projectionType()
                + index.projectedAttributes().stream().map(name -> " " + name).collect(Collectors.joining());
    }

    private static String keys(List<TableResource.Key> keys, TableResource table) {
        return keys.stream()
                .map(key -> key.attribute() + " " + table.attributeTypes().get(key.attribute()) + " " + key.type())
                .collect(Collectors.joining(", "));
    }
}
