package klinggateway.local.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.local.LocalGateway;
import klinggateway.local.Schedules;
import klinggateway.local.conformance.Server.Account;

/** A gateway in front of an emulated Kling, with a key for each account of the cases. */
final class Facade implements AutoCloseable {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What each account's key may do. */
    private static final Map<String, String> KEYS = Map.of(
            "plenty", "'scopes': ['generate', 'read']",
            "other", "'scopes': ['generate', 'read']",
            "narrow", "'scopes': ['generate', 'read']",
            "rich", "'scopes': ['admin']",
            "poor", "'scopes': ['generate', 'read'], 'totalBudget': 0.01",
            "reader", "'scopes': ['read']",
            "hasty", "'scopes': ['generate', 'read'], 'requestsPer10Seconds': 3",
            "former", "'scopes': ['generate', 'read']");

    private final KlingEmulator kling = Emulators.plenty();
    private final LocalGateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server;

    /** @param klingSecret what the gateway signs its own requests with, as JSON */
    Facade(String klingSecret) {
        this.gateway = LocalGateway.builder(TEMPLATE)
                .parameter("KlingEndpoint", kling.url().toString())
                .parameter("KlingVideoConcurrency", "50")
                .parameter("KlingImageConcurrency", "50")
                .parameter("KlingTryOnConcurrency", "50")
                .secret("KlingSecret", klingSecret)
                // In the first minute nobody else asks what Kling answers once a second.
                .schedules(Schedules.AT_RATE)
                .start();
        this.server = new Server("facade", accounts());
    }

    Server server() {
        return server;
    }

    @Override
    public void close() {
        http.shutdownNow();
        gateway.close();
        kling.close();
    }

    private Map<String, Account> accounts() {
        Map<String, Account> accounts = new LinkedHashMap<>();
        KEYS.forEach((name, policy) -> accounts.put(name, account(name, policy)));
        return accounts;
    }

    private Account account(String name, String policy) {
        String body = "{'name': '" + name + "', " + policy + "}";
        JsonNode key = asked("POST", "/api/keys", body.replace('\'', '"'), 201);
        if (name.equals("former")) {
            asked("DELETE", "/api/keys/" + key.path("id").asText(), "", 200);
        }
        return new Account(
                URI.create(gateway.url() + "/kling"),
                key.path("key").asText(),
                key.path("accessKey").asText(),
                key.path("secretKey").asText());
    }

    private JsonNode asked(String method, String path, String body, int status) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("Authorization", "Bearer kg_admin_" + gateway.secret("AdminSecret"))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
