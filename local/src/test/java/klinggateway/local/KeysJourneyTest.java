package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an admin does with keys and what callers do with theirs, over HTTP and on the real template. */
class KeysJourneyTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_key_is_made_changed_rotated_used_without_being_sent_and_revoked() throws Exception {
        try (DataFolder data = DataFolder.open(folder);
                LocalGateway gateway = gateway(data, "").start()) {
            String admin = "Bearer kg_admin_" + gateway.secret("AdminSecret");
            JsonNode made = json(send(
                    gateway,
                    "POST",
                    "/api/keys",
                    Optional.of(admin),
                    "{\"name\":\"team\",\"scopes\":[\"read\",\"usage\"],\"requestsPer10Seconds\":100}"));
            String path = "/api/keys/" + made.path("id").asText();

            JsonNode changed = json(send(gateway, "PATCH", path, Optional.of(admin), "{\"monthlyBudget\":12.5}"));
            JsonNode rotated = json(send(gateway, "POST", path + "/rotate", Optional.of(admin), ""));
            String token = token(rotated);

            assertThat(changed.path("monthlyBudget").decimalValue()).isEqualByComparingTo("12.5");
            assertThat(rotated.path("generation").asInt()).isEqualTo(2);
            assertThat(status(gateway, "/api/jobs", Optional.of("Bearer " + token)))
                    .isEqualTo(200);
            assertThat(status(gateway, "/api/usage-analytics", Optional.of("Bearer " + token)))
                    .isEqualTo(200);
            assertThat(status(gateway, "/api/keys", Optional.of("Bearer " + token)))
                    .isEqualTo(403);
            assertThat(status(gateway, "/api/jobs", Optional.of("Bearer " + token(made))))
                    .isEqualTo(401);
            assertThat(json(send(gateway, "DELETE", path, Optional.of(admin), ""))
                            .has("revokedAt"))
                    .isTrue();
            assertThat(json(send(gateway, "GET", path, Optional.of(admin), "")).has("revokedAt"))
                    .isTrue();
        }
    }

    @Test
    void calls_without_a_key_are_refused_until_an_operator_names_one_for_them() throws Exception {
        String id;
        try (DataFolder data = DataFolder.open(folder);
                LocalGateway gateway = gateway(data, "").start()) {
            String admin = "Bearer kg_admin_" + gateway.secret("AdminSecret");
            id = json(send(
                            gateway,
                            "POST",
                            "/api/keys",
                            Optional.of(admin),
                            "{\"name\":\"front end\",\"scopes\":[\"usage\"]}"))
                    .path("id")
                    .asText();
            assertThat(status(gateway, "/api/usage-analytics", Optional.empty()))
                    .isEqualTo(401);
        }

        try (DataFolder data = DataFolder.open(folder);
                LocalGateway gateway = gateway(data, id).start()) {
            assertThat(status(gateway, "/api/usage-analytics", Optional.empty()))
                    .isEqualTo(200);
            assertThat(status(gateway, "/api/video-status?taskId=1", Optional.empty()))
                    .isEqualTo(403);
            assertThat(status(gateway, "/api/jobs", Optional.empty())).isEqualTo(401);
        }
    }

    private static LocalGateway.Builder gateway(DataFolder data, String anonymousKey) {
        return LocalGateway.builder(TEMPLATE)
                .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
                .parameter("AnonymousKey", anonymousKey)
                .schedules(Schedules.ON_DEMAND)
                .data(data);
    }

    /** As Kling's own clients make it. */
    private static String token(JsonNode key) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String claims = "{\"iss\":\"" + key.path("accessKey").asText() + "\",\"exp\":" + (now + 1_800) + ",\"nbf\":"
                + (now - 5) + "}";
        String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.path("secretKey").asText().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private int status(LocalGateway gateway, String path, Optional<String> authorization) throws Exception {
        return send(gateway, "GET", path, authorization, "").statusCode();
    }

    private HttpResponse<String> send(
            LocalGateway gateway, String method, String path, Optional<String> authorization, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        return JSON.readTree(response.body());
    }
}
