package klinggateway.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The keys a newcomer begins with: the admin key, and an API key made through the gateway's own API. */
record FirstKeys(String apiKey, String adminKey) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEPT_AS = "LocalApiKey";

    /**
     * Takes the API key of the last run if it is still good, else has one made.
     *
     * @throws StartException if the gateway does not answer as it should
     */
    static FirstKeys of(LocalGateway gateway, DataFolder data) {
        String adminKey = "kg_admin_" + gateway.secret("AdminSecret");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String apiKey = data.find(KEPT_AS)
                    .filter(key -> works(http, gateway.url(), key))
                    .orElseGet(() -> {
                        String made = make(http, gateway.url(), adminKey);
                        data.put(KEPT_AS, made);
                        return made;
                    });
            return new FirstKeys(apiKey, adminKey);
        }
    }

    private static boolean works(HttpClient http, URI gateway, String key) {
        return send(http, request(gateway, "/api/jobs", key).GET()).statusCode() == 200;
    }

    private static String make(HttpClient http, URI gateway, String adminKey) {
        HttpResponse<String> answer = send(
                http,
                request(gateway, "/api/keys", adminKey)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"name\":\"local\",\"scopes\":[\"generate\",\"read\",\"usage\"]}")));
        try {
            String key = JSON.readTree(answer.body()).path("key").asText();
            if (answer.statusCode() != 201 || key.isEmpty()) {
                throw new StartException(
                        "The gateway made no API key: POST /api/keys answered " + answer.statusCode() + ".");
            }
            return key;
        } catch (JsonProcessingException e) {
            throw new StartException("The gateway made no API key: POST /api/keys did not answer JSON.", e);
        }
    }

    private static HttpRequest.Builder request(URI gateway, String path, String key) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StartException("The gateway does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("The start was interrupted.", e);
        }
    }
}
