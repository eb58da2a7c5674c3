package klinggateway.facade;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.TestGateway;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos by OpenAI's API, from their order to their end. */
class OpenAiFacadeTest {

    private static final String ORDER =
            "{\"prompt\":\"A fox\",\"model\":\"sora-2\",\"seconds\":\"8\",\"size\":\"1280x720\"}";

    private final TestGateway gateway = new TestGateway(2);
    private final OpenAiClient client =
            OpenAiClient.of(gateway, gateway.newKey("teamkey1", Scope.GENERATE, Scope.READ));

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_video_is_told_from_order_to_file_as_openai_does() {
        JsonNode created = body(client.create(ORDER.replace("A fox", "A fox [[sim:time=120s]]")));
        String id = created.path("id").asText();
        gateway.time.pass(Duration.ofSeconds(60));
        JsonNode making = body(client.get("videos/" + id));
        gateway.time.pass(Duration.ofMinutes(20));
        JsonNode made = body(client.get("videos/" + id));

        assertThat(names(created))
                .as("the members of Video in the package openai")
                .containsExactlyInAnyOrder(
                        "id",
                        "completed_at",
                        "created_at",
                        "error",
                        "expires_at",
                        "model",
                        "object",
                        "progress",
                        "prompt",
                        "remixed_from_video_id",
                        "seconds",
                        "size",
                        "status");
        assertThat(id).matches("video_[0-7][0-9a-hjkmnp-tv-z]{12}");
        assertThat(created.path("object").asText()).isEqualTo("video");
        assertThat(created.path("status").asText()).isEqualTo("queued");
        assertThat(created.path("model").asText()).isEqualTo("sora-2");
        assertThat(created.path("seconds").isTextual()).isTrue();
        assertThat(created.path("seconds").asText()).isEqualTo("8");
        assertThat(created.path("size").asText()).isEqualTo("1280x720");
        assertThat(created.path("prompt").asText()).startsWith("A fox");
        assertThat(created.path("created_at").asLong())
                .isEqualTo(Instant.parse("2026-11-24T13:00:00Z").getEpochSecond());
        assertThat(created.path("completed_at").isNull()).isTrue();
        assertThat(created.path("error").isNull()).isTrue();
        assertThat(making.path("status").asText()).isEqualTo("in_progress");
        assertThat(making.path("progress").asInt()).isEqualTo(50);
        assertThat(made.path("status").asText()).isEqualTo("completed");
        assertThat(made.path("progress").asInt()).isEqualTo(100);
        assertThat(made.path("expires_at").asLong() - made.path("completed_at").asLong())
                .isEqualTo(Duration.ofDays(30).toSeconds());
        assertThat(made.path("model").asText()).isEqualTo("sora-2");
    }

    @Test
    void a_videos_content_is_at_kling_once_it_is_made_and_for_30_days() {
        String id = body(client.create(ORDER)).path("id").asText();
        APIGatewayV2HTTPResponse early = client.get("videos/" + id + "/content");
        gateway.time.pass(Duration.ofMinutes(20));
        APIGatewayV2HTTPResponse content = client.get("videos/" + id + "/content", Map.of("variant", "video"));
        APIGatewayV2HTTPResponse thumbnail = client.get("videos/" + id + "/content", Map.of("variant", "thumbnail"));
        gateway.time.pass(Duration.ofDays(31));
        APIGatewayV2HTTPResponse late = client.get("videos/" + id + "/content");

        assertThat(early.getStatusCode()).isEqualTo(409);
        assertThat(early.getHeaders()).containsEntry("x-should-retry", "false");
        assertThat(content.getStatusCode()).isEqualTo(302);
        assertThat(content.getHeaders().get("location")).startsWith("http");
        assertThat(thumbnail.getStatusCode()).isEqualTo(400);
        assertThat(body(thumbnail).at("/error/param").asText()).isEqualTo("variant");
        assertThat(late.getStatusCode()).isEqualTo(404);
    }

    @Test
    void a_failed_video_tells_why() {
        String id = body(client.create(ORDER.replace("A fox", "A fox [[sim:fail=risk]]")))
                .path("id")
                .asText();
        gateway.time.pass(Duration.ofMinutes(20));

        JsonNode failed = body(client.get("videos/" + id));
        APIGatewayV2HTTPResponse content = client.get("videos/" + id + "/content");

        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("progress").asInt()).isZero();
        assertThat(failed.path("completed_at").isNull()).isTrue();
        assertThat(names(failed.path("error"))).containsExactly("code", "message");
        assertThat(failed.at("/error/code").asText()).isEqualTo("moderation_blocked");
        assertThat(failed.at("/error/message").asText()).contains("risk control");
        assertThat(content.getStatusCode()).isEqualTo(404);
    }

    @Test
    void a_list_has_the_keys_videos_wherever_they_were_ordered_page_by_page_in_either_order() {
        String key = gateway.newKey(TestGateway.KEY_ID, Scope.GENERATE, Scope.READ);
        OpenAiClient mixed = client.with(key);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(0, body(mixed.create(ORDER)).path("id").asText());
            gateway.time.pass(Duration.ofSeconds(1));
            ids.add(0, "video_" + gateway.order("A boat").id().text().substring(4));
            gateway.time.pass(Duration.ofSeconds(1));
        }

        JsonNode newest = body(mixed.get("videos", Map.of("limit", "3")));
        JsonNode rest = body(mixed.get(
                "videos", Map.of("limit", "3", "after", newest.path("last_id").asText())));
        JsonNode oldest = body(mixed.get("videos", Map.of("order", "asc", "limit", "2")));
        JsonNode none = body(client.get("videos"));

        assertThat(newest.path("object").asText()).isEqualTo("list");
        assertThat(newest.path("data").findValuesAsText("id")).isEqualTo(ids.subList(0, 3));
        assertThat(newest.path("first_id").asText()).isEqualTo(ids.getFirst());
        assertThat(newest.path("has_more").asBoolean()).isTrue();
        assertThat(newest.at("/data/0/model").asText()).isEqualTo("kling-v2-6");
        assertThat(newest.at("/data/0/size").asText()).isEqualTo("1280x720");
        assertThat(rest.path("data").findValuesAsText("id")).isEqualTo(ids.subList(3, 4));
        assertThat(rest.path("has_more").asBoolean()).isFalse();
        assertThat(oldest.path("data").findValuesAsText("id")).isEqualTo(List.of(ids.get(3), ids.get(2)));
        assertThat(none.path("data")).isEmpty();
        assertThat(none.path("has_more").asBoolean()).isFalse();
        assertThat(none.path("last_id").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,many", "order,up", "after,video_0000000000000", "after,nonsense"})
    void a_list_refuses_what_it_does_not_understand(String name, String value) {
        APIGatewayV2HTTPResponse refused = client.get("videos", Map.of(name, value));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(body(refused).at("/error/param").asText()).isEqualTo(name);
    }

    @Test
    void a_deleted_video_is_gone_here_and_stays_a_job() {
        String id = body(client.create(ORDER)).path("id").asText();
        String other = body(client.create(ORDER)).path("id").asText();
        gateway.time.pass(Duration.ofMinutes(20));
        client.get("videos/" + id);

        JsonNode deleted = body(client.delete(id));

        assertThat(deleted.path("id").asText()).isEqualTo(id);
        assertThat(deleted.path("object").asText()).isEqualTo("video.deleted");
        assertThat(deleted.path("deleted").asBoolean()).isTrue();
        assertThat(client.get("videos/" + id).getStatusCode()).isEqualTo(404);
        assertThat(client.get("videos/" + id + "/content").getStatusCode()).isEqualTo(404);
        assertThat(client.delete(id).getStatusCode()).isEqualTo(404);
        assertThat(body(client.get("videos")).path("data").findValuesAsText("id"))
                .containsExactly(other);
        assertThat(body(client.get("videos", Map.of("after", id, "order", "asc")))
                        .path("has_more")
                        .asBoolean())
                .as("a list goes on after what was deleted meanwhile")
                .isFalse();
        assertThat(gateway.job(job(id)).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void deleting_cancels_what_waits_and_leaves_what_is_being_made() {
        String running = body(client.create(ORDER)).path("id").asText();
        client.create(ORDER);
        String waiting = body(client.create(ORDER)).path("id").asText();

        APIGatewayV2HTTPResponse canceled = client.delete(waiting);
        APIGatewayV2HTTPResponse refused = client.delete(running);

        assertThat(canceled.getStatusCode()).isEqualTo(200);
        assertThat(gateway.job(job(waiting)).state()).isEqualTo(JobState.CANCELED);
        assertThat(client.get("videos/" + waiting).getStatusCode()).isEqualTo(404);
        assertThat(refused.getStatusCode()).isEqualTo(409);
        assertThat(refused.getHeaders()).containsEntry("x-should-retry", "false");
        assertThat(client.get("videos/" + running).getStatusCode()).isEqualTo(200);
    }

    @Test
    void another_keys_video_does_not_exist() {
        String id = body(client.create(ORDER)).path("id").asText();
        OpenAiClient other = client.with(gateway.newKey("otherkey", Scope.GENERATE, Scope.READ));

        assertThat(other.get("videos/" + id).getStatusCode()).isEqualTo(404);
        assertThat(other.get("videos/" + id + "/content").getStatusCode()).isEqualTo(404);
        assertThat(other.delete(id).getStatusCode()).isEqualTo(404);
        assertThat(body(other.get("videos")).path("data")).isEmpty();
        assertThat(other.get("videos", Map.of("after", id)).getStatusCode()).isEqualTo(400);
        assertThat(client.get("videos/" + id).getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,videos/video_0000000000000/remix,400",
        "POST,videos/edits,400",
        "POST,videos/extensions,400",
        "POST,videos/characters,400",
        "GET,videos/characters/char_1,400",
        "GET,videos/video_0000000000000/nonsense,404",
        "PATCH,videos,404",
        "POST,chat/completions,404",
        "POST,models,404",
    })
    void what_is_only_at_openai_is_refused_in_openais_shape(String method, String path, int status) {
        APIGatewayV2HTTPResponse refused = client.send(method, path, Map.of());

        assertThat(refused.getStatusCode()).isEqualTo(status);
        assertThat(names(body(refused))).containsExactly("error");
        assertThat(names(body(refused).path("error"))).containsExactly("message", "type", "param", "code");
        assertThat(body(refused).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(refused.getHeaders()).containsEntry("x-should-retry", "false");
    }

    @Test
    void models_are_listed_by_openais_names_and_the_catalogues() {
        JsonNode models = body(client.get("models"));
        JsonNode one = body(client.get("models/sora-2-pro"));
        APIGatewayV2HTTPResponse none = client.get("models/gpt-4o");

        assertThat(models.path("object").asText()).isEqualTo("list");
        assertThat(models.path("data").findValuesAsText("id"))
                .contains("sora-2", "sora-2-pro", "kling-v3", "kling-v2-6", "kling-video-o1", "kling-v3-omni")
                .doesNotContain("kling-v1", "kling-image-o1", "avatar");
        assertThat(names(one)).containsExactlyInAnyOrder("id", "object", "created", "owned_by");
        assertThat(none.getStatusCode()).isEqualTo(404);
        assertThat(body(none).at("/error/code").asText()).isEqualTo("not_found");
    }

    @Test
    void a_key_needs_the_scope_of_what_it_does() {
        OpenAiClient reader = client.with(gateway.newKey("reader", Scope.READ));
        OpenAiClient writer = client.with(gateway.newKey("writer", Scope.GENERATE));

        APIGatewayV2HTTPResponse refused = reader.create(ORDER);

        assertThat(refused.getStatusCode()).isEqualTo(403);
        assertThat(body(refused).at("/error/code").asText()).isEqualTo("missing_scope");
        assertThat(reader.delete("video_0000000000000").getStatusCode()).isEqualTo(403);
        assertThat(writer.get("videos").getStatusCode()).isEqualTo(403);
        assertThat(writer.get("models").getStatusCode()).isEqualTo(403);
        assertThat(writer.get("videos/video_0000000000000").getStatusCode()).isEqualTo(403);
        assertThat(writer.get("videos/video_0000000000000/content").getStatusCode())
                .isEqualTo(403);
    }

    @Test
    void a_wrong_key_is_told_as_openai_does() {
        APIGatewayV2HTTPResponse refused = client.with("sk-proj-123").get("videos");

        assertThat(refused.getStatusCode()).isEqualTo(401);
        assertThat(body(refused).at("/error/code").asText()).isEqualTo("invalid_api_key");
        assertThat(body(refused).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(body(refused).at("/error/param").isNull()).isTrue();
    }

    private static JobId job(String videoId) {
        return Optional.of("job_" + videoId.substring("video_".length()))
                .flatMap(JobId::parse)
                .orElseThrow();
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }
}
