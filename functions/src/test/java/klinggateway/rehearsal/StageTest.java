package klinggateway.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class StageTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    @Test
    void gives_what_was_put() throws Exception {
        try (Stage stage = Stage.open();
                HttpClient client = HttpClient.newHttpClient()) {
            dynamoDb(
                    client,
                    stage,
                    "PutItem",
                    "{\"TableName\":\"Jobs\",\"Item\":{\"id\":{\"S\":\"1\"},\"n\":{\"N\":\"2\"}}}");

            String got = dynamoDb(client, stage, "GetItem", "{\"TableName\":\"Jobs\",\"Key\":{\"id\":{\"S\":\"1\"}}}");

            assertThat(got).isEqualTo("{\"Item\":{\"id\":{\"S\":\"1\"},\"n\":{\"N\":\"2\"}}}");
        }
    }

    @Test
    void is_trusted_only_while_it_is_open() throws Exception {
        SSLContext before = SSLContext.getDefault();
        try (HttpClient madeBefore = HttpClient.newHttpClient()) {
            try (Stage stage = Stage.open()) {
                assertThatThrownBy(() -> dynamoDb(madeBefore, stage, "GetItem", "{}"))
                        .isInstanceOf(SSLHandshakeException.class);
            }
        }

        assertThat(SSLContext.getDefault()).isSameAs(before);
        assertThat(System.getProperty(TRUST_STORE)).isNull();
        assertThat(System.getProperty(TRUST_STORE + "Password")).isNull();
    }

    @Test
    void answers_nobody_once_it_is_closed() throws Exception {
        Stage stage = Stage.open();
        stage.close();

        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> dynamoDb(client, stage, "GetItem", "{}")).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void keeps_credentials_out_of_the_environment() throws Exception {
        Map<String, String> given = Map.of(
                "AWS_ACCESS_KEY_ID",
                "id",
                "AWS_SECRET_ACCESS_KEY",
                "key",
                "AWS_SESSION_TOKEN",
                "token",
                "JOBS_TABLE",
                "Jobs");

        try (Stage stage = Stage.open()) {
            assertThat(stage.environment(given))
                    .containsEntry("JOBS_TABLE", "Jobs")
                    .doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
        }
    }

    private static String dynamoDb(HttpClient client, Stage stage, String operation, String body)
            throws IOException, InterruptedException {
        URI url = URI.create(stage.environment(Map.of()).getOrDefault("AWS_ENDPOINT_URL_DYNAMODB", ""));
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
