package klinggateway.emulators.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.template.TableResource;
import klinggateway.emulators.template.TemplateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class TablesTest {

    private static final TableResource.Key ID = new TableResource.Key("id", "HASH");
    private static final TableResource.Key OWNER = new TableResource.Key("owner", "HASH");
    private static final TableResource.Index BY_OWNER = new TableResource.Index(
            "byOwner", List.of(OWNER, new TableResource.Key("at", "RANGE")), "INCLUDE", List.of("name"));
    private static final TableResource.Index BY_TIME =
            new TableResource.Index("byTime", List.of(new TableResource.Key("at", "HASH")), "KEYS_ONLY", List.of());

    private final EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = DynamoDbClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @AfterEach
    void close() {
        client.close();
        dynamoDb.close();
    }

    @Test
    void creates_a_table_with_its_indexes() {
        Tables.create(client, List.of(table(ID, BY_OWNER)));

        GlobalSecondaryIndexDescription index =
                describe().globalSecondaryIndexes().getFirst();
        assertThat(index.indexName()).isEqualTo("byOwner");
        assertThat(index.keySchema()).hasSize(2);
        assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.INCLUDE);
        assertThat(index.projection().nonKeyAttributes()).containsExactly("name");
        assertThat(client.describeTimeToLive(r -> r.tableName("Things"))
                        .timeToLiveDescription()
                        .attributeName())
                .isEqualTo("expiresAt");
    }

    @Test
    void adds_the_index_that_an_older_table_lacks() {
        Tables.create(client, List.of(table(ID, BY_OWNER)));

        Tables.create(client, List.of(table(ID, BY_OWNER, BY_TIME)));

        assertThat(describe().globalSecondaryIndexes())
                .extracting(GlobalSecondaryIndexDescription::indexName)
                .containsExactlyInAnyOrder("byOwner", "byTime");
    }

    @Test
    void refuses_a_table_with_another_key() {
        Tables.create(client, List.of(table(ID, BY_OWNER)));

        assertThatThrownBy(() -> Tables.create(client, List.of(table(OWNER, BY_OWNER))))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Things with another key");
    }

    private TableDescription describe() {
        return client.describeTable(r -> r.tableName("Things")).table();
    }

    private static TableResource table(TableResource.Key key, TableResource.Index... indexes) {
        return new TableResource(
                "Things",
                Map.of("id", "S", "owner", "S", "at", "N"),
                List.of(key),
                List.of(indexes),
                Optional.of("expiresAt"));
    }
}
