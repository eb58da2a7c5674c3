package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Omni and motion control on the paths that carry the model. */
@TestInstance(Lifecycle.PER_CLASS)
class CurrentProductsTest {
    private static final String PROMPT = "{'type':'prompt','text':'x'}";
    private static final String MOTION =
            "{'type':'image','url':'https://e.com/a'}," + "{'type':'video','url':'https://e.com/b#[[sim:input=8.5s]]'}";

    private final Rig rig = Rig.started();

    @AfterAll
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kling-3.0-omni |                                                                  | 'duration':3                              | 1.8
            kling-3.0-omni |                                                                  | 'audio':'native'                          | 4
            kling-3.0-omni |                                                                  | 'resolution':'1080p','audio':'native','duration':10 | 10
            kling-3.0-omni |                                                                  | 'resolution':'4k'                         | 15
            kling-3.0-omni | ,{'type':'feature_video','url':'https://e.com/a'}                | 'resolution':'1080p'                      | 6
            kling-3.0-omni | ,{'type':'base_video','url':'https://e.com/a#[[sim:input=12s]]'} | 'resolution':'720p'                       | 10.8
            kling-o1       |                                                                  | 'resolution':'1080p','duration':10        | 8
            kling-o1       | ,{'type':'refer_image','url':'https://e.com/a','id':'i'}         | 'duration':7                              | 4.2
            """)
    void omni(String model, String contents, String settings, String units) {
        String more = contents == null ? "" : contents;

        JsonNode task = finished("/omni-video/" + model, PROMPT + more, settings);

        assertThat(task.path("billing").path(0).path("amount").textValue()).isEqualTo(units);
        assertThat(task.path("outputs").path(0).path("type").textValue()).isEqualTo("video");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kling-3.0 | 'resolution':'720p'                | 7.65
            kling-3.0 | 'resolution':'1080p','audio':'off' | 10.2
            kling-2.6 | 'resolution':'720p'                | 4.25
            kling-2.6 | 'resolution':'1080p'               | 6.8
            """)
    void motion_control(String model, String settings, String units) {
        JsonNode task = finished("/motion-control/" + model, MOTION, settings + ",'character_orientation':'image'");

        assertThat(task.path("billing").path(0).path("amount").textValue()).isEqualTo(units);
        assertThat(task.path("outputs").path(0).path("duration").textValue()).isEqualTo("8.541");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            omni-video/kling-3.0-omni | 'settings':{'duration':5}                                          | contents cannot be empty
            omni-video/kling-3.0-omni | 'contents':[{'type':'refer_image','url':'https://e.com/a'}]        | prompt is required
            omni-video/kling-3.0-omni | 'contents':[{'type':'prompt','text':'x'}],'settings':{'duration':16} | between 3 and 15
            omni-video/kling-o1       | 'contents':[{'type':'prompt','text':'x'}],'settings':{'duration':7} | must be 5 or 10
            omni-video/kling-o1       | 'contents':[{'type':'prompt','text':'x'}],'settings':{'resolution':'4k'} | resolution 4k
            omni-video/kling-o1       | 'contents':[{'type':'prompt','text':'x'}],'settings':{'audio':'native'} | sound is not supported
            omni-video/kling-3.0-omni | 'contents':[{'type':'prompt','text':'x'},{'type':'feature_video','url':'https://e.com/a'}],'settings':{'audio':'native'} | sound must be off
            omni-video/kling-3.0-omni | 'contents':[{'type':'prompt','text':'x'},{'type':'last_frame','url':'https://e.com/a'}] | needs a first frame
            omni-video/kling-3.0-omni | 'contents':[{'type':'prompt','text':'x'},{'type':'refer_image','url':'aGk='}] | not a valid URL
            motion-control/kling-3.0  | 'contents':[{'type':'image','url':'https://e.com/a'}],'settings':{'character_orientation':'image'} | video is required
            motion-control/kling-3.0  | 'contents':[{'type':'image','url':'https://e.com/a'}]              | character_orientation value
            motion-control/kling-2.6  | 'contents':[{'type':'image','url':'https://e.com/a'},{'type':'video','url':'https://e.com/a'},{'type':'element','element_id':1}],'settings':{'character_orientation':'image'} | at most 0 elements
            """)
    void they_refuse_with_1201(String path, String members, String message) {
        assertThat(rig.post("/" + path, "{" + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource({"omni-video/kling-3.0", "omni-video/kling-video-o1", "motion-control/kling-2.5-turbo"})
    void other_models_are_404_1203(String path) {
        rig.post("/" + path, "{}").isRefused(404, 1203);
    }

    @Test
    void tasks_of_the_older_products_are_found_here_too() {
        JsonNode task = rig.finished(
                "/v1/videos/omni-video", "{'prompt':'x','aspect_ratio':'16:9','external_task_id':'older'}");

        JsonNode found = rig.get("/tasks?external_task_ids=older").isOk().data().path(0);
        assertThat(found.path("id")).isEqualTo(task.path("task_id"));
        assertThat(found.path("outputs").path(0).path("id").asText()).isEqualTo(Rig.videoId(task));
    }

    @Test
    void nothing_is_taken_out_of_the_balance_of_a_prepaid_account() {
        rig.finished("/v1/images/generations", "{'prompt':'x'}");

        JsonNode data = rig.post("/account/billing/balance", "{'start_time':0,'end_time':9999999999999}")
                .isOk()
                .data();

        assertThat(data.path("result").path("detail").isEmpty()).isTrue();
        assertThat(data.path("result").path("count").intValue()).isZero();
        assertThat(data.path("has_more").booleanValue()).isFalse();
        rig.post("/account/billing/balance", "{}").isRefused(400, 1200);
    }

    private JsonNode finished(String path, String contents, String settings) {
        String id = rig.post(path, "{'contents':[" + contents + "],'settings':{" + settings + "}}")
                .isOk()
                .data()
                .path("id")
                .asText();
        rig.time.pass(Duration.ofHours(2));
        return rig.get("/tasks?task_ids=" + id).isOk().data().path(0);
    }
}
