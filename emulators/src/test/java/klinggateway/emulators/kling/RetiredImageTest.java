package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Image models that were reported retired; the units are those of docs/kling.md, Retired models. */
@TestInstance(Lifecycle.PER_CLASS)
class RetiredImageTest {
    private static final String IMAGES = "/v1/images/generations";

    private final Rig rig = Rig.with(builder -> builder.retiredModels(true));

    @AfterAll
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kling-v1", "kling-v1-5", "kling-v2", "kling-v2-new"})
    void by_default_they_are_gone(String model) {
        try (Rig today = Rig.started()) {
            today.post(IMAGES, "{'model_name':'" + model + "','prompt':'x','image':'https://e.com/a'}")
                    .isRefused(404, 1203);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kling-v1     | 'n':1                                                               | 1
            kling-v1     | 'n':9,'resolution':'1k','aspect_ratio':'2:3'                        | 9
            kling-v1     | 'n':2,'image':'https://e.com/a','image_fidelity':0.5                | 2
            kling-v1-5   | 'n':1,'aspect_ratio':'21:9'                                         | 4
            kling-v1-5   | 'n':2,'image':'https://e.com/a','image_reference':'face'            | 16
            kling-v1-5   | 'n':1,'image':'https://e.com/a','image_reference':'subject','human_fidelity':1 | 8
            kling-v2     | 'n':3,'resolution':'2k','aspect_ratio':'21:9'                       | 12
            kling-v2     | 'n':1,'image':'https://e.com/a'                                     | 8
            kling-v2-new | 'n':2,'image':'https://e.com/a'                                     | 16
            """)
    void they_have_their_old_prices(String model, String members, String units) {
        JsonNode task = rig.finished(IMAGES, "{'model_name':'" + model + "','prompt':'x'," + members + "}");

        assertThat(task.path("task_status").textValue()).isEqualTo("succeed");
        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kling-v1     | 'aspect_ratio':'21:9'                                       | aspect_ratio value
            kling-v1     | 'resolution':'2k'                                           | resolution value
            kling-v1     | 'image':'https://e.com/a','image_reference':'subject'       | image_reference is not supported
            kling-v1     | 'image':'https://e.com/a','negative_prompt':'y'             | negative_prompt is not supported
            kling-v1     | 'element_list':[{'element_id':1}]                           | element_list is not supported
            kling-v1-5   | 'resolution':'2k'                                           | resolution value
            kling-v1-5   | 'image':'https://e.com/a'                                   | image_reference is required
            kling-v1-5   | 'image':'https://e.com/a','image_reference':'hand'          | image_reference value
            kling-v1-5   | 'n':10                                                      | n must be between
            kling-v2     | 'resolution':'4k'                                           | resolution value
            kling-v2     | 'image':'https://e.com/a','image_reference':'face'          | image_reference is not supported
            kling-v2-new | 'n':1                                                       | image is required
            kling-v2-new | 'image':'data:image/png;base64,aGk='                        | base64
            """)
    void they_refuse_with_1201_what_they_never_had(String model, String members, String message) {
        assertThat(rig.post(IMAGES, "{'model_name':'" + model + "','prompt':'x'," + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    @Test
    void without_a_model_it_is_the_one_of_today() {
        assertThat(rig.finished(IMAGES, "{'prompt':'x','resolution':'2k'}")
                        .path("final_unit_deduction")
                        .textValue())
                .isEqualTo("8");
    }
}
