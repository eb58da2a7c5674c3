package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestGateway;
import klinggateway.emulators.kling.Misbehaviour;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Kling at once, and what ends what was ordered, is as the OpenAPI document says. */
class DescribedLibraryTest {

    private final Api api = new Api();
    private final TestGateway gateway = api.gateway;

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/elements/presets", "/api/voices/presets", "/api/account/packs", "/api/account/deductions"})
    void what_kling_is_asked_for_is_described(String path) {
        for (String prompt : new String[] {"A boat", "Another boat"}) {
            Job job = gateway.order(prompt);
            gateway.time.pass(Duration.ofMinutes(10));
            gateway.sync.ask(job, gateway.deadline());
        }
        boolean isAccount = path.startsWith("/api/account");
        String key = gateway.newKey("reader", isAccount ? Scope.ADMIN : Scope.READ);

        Api.body(400, get(path, Map.of("surprise", "1"), key));
        Api.body(401, get(path, Map.of(), ""));
        Api.body(403, get(path, Map.of(), gateway.newKey("other", Scope.RECORD)));
        for (Map.Entry<String, Integer> error :
                Map.of("code=1300", 422, "code=1103", 502, "code=5001", 503).entrySet()) {
            misbehave(error.getKey());
            Api.body(error.getValue(), get(path, Map.of(), key));
            // Kling is not asked for its packs more often than that.
            gateway.time.pass(Duration.ofMinutes(1));
        }
        JsonNode answer = Api.body(200, get(path, Map.of(), key));
        assertThat(answer.findValues(path.endsWith("presets") ? path.split("/", -1)[2] : path.split("/", -1)[3])
                        .getFirst())
                .isNotEmpty();
        if (path.endsWith("presets")) {
            Api.body(200, get(path, Map.of("page", "2", "pageSize", "2"), key));
        }
        if (path.endsWith("deductions")) {
            JsonNode page = Api.body(200, get(path, Map.of("limit", "1", "productType", "video"), key));
            Map<String, String> rest =
                    Map.of("limit", "1", "cursor", page.path("nextCursor").asText(), "timeStart", "2026-11-01");
            Api.body(200, get(path, rest, key));
            Api.body(200, get(path, Map.of("source", "balance", "timeEnd", "2026-11-24T13:00:00Z"), key));
        }
        api.drop("KeysTable");
        Api.body(500, get(path, Map.of(), Api.unseenKey()));

        api.assertAllSeen("GET " + path);
    }

    @ParameterizedTest
    @CsvSource({"/api/elements, generate-custom-element", "/api/voices, generate-custom-voice"})
    void the_end_of_what_was_made_is_described(String path, String sample) {
        String route = "DELETE " + path + "/{id}";
        String key = gateway.newKey("maker", Scope.GENERATE);
        String order = Events.http(sample).getBody();
        String id = Api.body(200, api.post(path, order, key)).path("jobId").asText();

        Api.body(400, api.of(route, "12", key));
        Api.body(401, api.of(route, id, ""));
        Api.body(403, api.of(route, id, gateway.newKey("reader", Scope.READ)));
        Api.body(404, api.of(route, id, gateway.newKey("other", Scope.GENERATE)));
        Api.body(409, api.of(route, id, key));
        gateway.time.pass(Duration.ofMinutes(1));
        gateway.sync.ask(gateway.job(JobId.parse(id).orElseThrow()), gateway.deadline());
        misbehave("code=1300");
        Api.body(422, api.of(route, id, key));
        misbehave("code=1103");
        Api.body(502, api.of(route, id, key));
        misbehave("code=5001");
        Api.body(503, api.of(route, id, key));
        assertThat(Api.body(200, api.of(route, id, key)).path("deleted").asBoolean())
                .isTrue();
        JsonNode again = Api.body(400, api.of(route, id, key));
        assertThat(again.path("code").asText()).isEqualTo("INVALID_PARAMETERS");
        api.drop("JobsTable");
        Api.body(500, api.of(route, id, key));

        api.assertAllSeen(route);
    }

    @Test
    void the_end_of_a_job_that_waits_is_described() {
        String route = "DELETE /api/jobs/{id}";
        String key = gateway.newKey(TestGateway.KEY_ID, Scope.GENERATE, Scope.READ);
        String sent = gateway.order("A boat").id().text();
        String waiting = gateway.accepted("Another boat").id().text();

        JsonNode queued = Api.body(200, api.of("GET /api/jobs/{id}", waiting, key));
        assertThat(queued.at("/queue/position").asInt()).isEqualTo(1);
        Api.body(400, api.of(route, "12", key));
        Api.body(401, api.of(route, waiting, ""));
        Api.body(403, api.of(route, waiting, gateway.newKey("reader", Scope.READ)));
        Api.body(404, api.of(route, waiting, gateway.newKey("other", Scope.GENERATE)));
        Api.body(409, api.of(route, sent, key));
        assertThat(Api.body(200, api.of(route, waiting, key)).path("status").asText())
                .isEqualTo("canceled");
        api.drop("JobsTable");
        Api.body(503, api.of(route, waiting, key));

        api.assertAllSeen(route);
    }

    @Test
    void what_a_comparison_finds_is_described() {
        String path = "/api/reconciliation";
        String key = gateway.newKey("operator", Scope.ADMIN);
        api.send(Events.http("generate-text-to-speech"));
        Job failed = gateway.order("A boat [[sim:fail=risk]]");
        Job video = gateway.order("A boat");
        gateway.kling.create(
                new Kling.Create(
                        new Kling.Subject("job_1", Optional.empty()),
                        "/v1/audio/tts",
                        "{\"text\":\"Ahoy\",\"voice_id\":\"ai_kaiya\",\"voice_language\":\"en\"}",
                        Kling.Expected.RESULT,
                        Optional.empty(),
                        Optional.empty()),
                Duration.ofSeconds(5));
        gateway.time.pass(Duration.ofHours(1));
        List.of(failed, video).forEach(job -> gateway.sync.ask(job, gateway.deadline()));
        gateway.time.pass(Duration.ofSeconds(1));

        JsonNode found = Api.body(200, api.post(path, "", key));
        assertThat(found.at("/missingHere/0/klingTaskId").asText()).isNotEmpty();
        assertThat(found.at("/counts/matched").asInt()).isEqualTo(3);
        Api.body(200, api.post(path, "{\"timeStart\":\"2026-11-01\",\"timeEnd\":1795525200000}", key));
        Api.body(200, api.post(path, "{\"timeStart\":null}", key));
        Api.body(400, api.post(path, "{\"timeStart\":\"soon\",\"by\":[]}", key));
        Api.body(401, api.post(path, "", ""));
        Api.body(403, api.post(path, "", gateway.newKey("other", Scope.RECORD)));
        Api.body(413, api.post(path, "{\"timeStart\":\"" + "x".repeat(5_500_000) + "\"}", key));
        misbehave("code=1300");
        Api.body(422, api.post(path, "", key));
        misbehave("code=1103");
        Api.body(502, api.post(path, "", key));
        misbehave("code=5001");
        Api.body(503, api.post(path, "", key));
        api.drop("UsageTable");
        Api.body(500, api.post(path, "", key));

        api.assertAllSeen("POST " + path);
    }

    /** Kling's next answer is this error. */
    private void misbehave(String hook) {
        gateway.emulator.misbehave(Misbehaviour.next(hook));
    }

    private APIGatewayV2HTTPResponse get(String path, Map<String, String> query, String key) {
        return api.get(path, query, key);
    }
}
