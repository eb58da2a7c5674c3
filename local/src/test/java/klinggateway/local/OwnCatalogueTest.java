package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import klinggateway.catalogue.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The setting KLING_CATALOGUE: the operator's own prices count, and a broken copy stops the start. */
class OwnCatalogueTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_contract_price_is_what_is_estimated() throws Exception {
        ObjectNode catalogue = builtIn();
        ((ObjectNode) catalogue.path("usdPerUnit")).put("video", "0.1");

        try (HttpClient http = HttpClient.newHttpClient();
                LocalGateway gateway = gateway(catalogue).start()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/api/estimate"))
                    .header("Authorization", "Bearer kg_admin_" + gateway.secret("AdminSecret"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"A boat\"}"))
                    .build();
            JsonNode answer = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());

            assertThat(answer.path("cost").asText()).isEqualTo("$0.15");
        }
    }

    @Test
    void a_broken_one_stops_the_start_with_all_that_is_wrong() throws IOException {
        ObjectNode catalogue = builtIn();
        ((ObjectNode) catalogue.path("usdPerUnit")).put("video", "0");
        ((ObjectNode) catalogue.at("/products/image")).put("defaultModel", "kling-v33");

        LocalGateway.Builder gateway = gateway(catalogue);

        assertThatThrownBy(gateway::start)
                .hasRootCauseMessage(
                        "/usdPerUnit/video must be more than 0; /products/image/defaultModel makes no image")
                .hasMessageContaining("catalogue.json is broken");
    }

    private LocalGateway.Builder gateway(ObjectNode catalogue) throws IOException {
        Path file = Files.writeString(folder.resolve("catalogue.json"), catalogue.toString());
        return LocalGateway.builder(TEMPLATE)
                .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
                .parameter("KlingCatalogue", file.toString())
                .schedules(Schedules.ON_DEMAND);
    }

    private static ObjectNode builtIn() throws IOException {
        try (InputStream json = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.json"))) {
            return (ObjectNode) JSON.readTree(json);
        }
    }
}
