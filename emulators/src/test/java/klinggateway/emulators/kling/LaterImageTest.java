package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Image products besides plain generation. */
class LaterImageTest {
    private static final String TRY_ON = "/v1/images/kolors-virtual-try-on";

    private final Rig rig = Rig.started();

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            images/omni-image        | 'prompt':'x'                                                        | 8  | 1
            images/omni-image        | 'prompt':'x','n':9,'resolution':'2k','image_list':[{'image':'https://e.com/a'}] | 72 | 9
            images/omni-image        | 'model_name':'kling-v3-omni','prompt':'x','resolution':'4k','n':2    | 32 | 2
            images/multi-image2image | 'model_name':'kling-v2-1','subject_image_list':[{'subject_image':'https://e.com/a'}],'n':2 | 32 | 2
            images/editing/expand    | 'image':'https://e.com/a','up_expansion_ratio':0.5,'left_expansion_ratio':1,'n':3 | 24 | 3
            general/ai-multi-shot    | 'element_frontal_image':'https://e.com/a'                           | 20 | 1
            """)
    void images_are_charged_one_by_one(String path, String members, String units, int count) {
        JsonNode task = rig.finished("/v1/" + path, "{" + members + "}");

        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo(units);
        assertThat(task.path("task_result").path("images").size()).isEqualTo(count);
        assertThat(rig.kling.maxConcurrent(ProductType.IMAGE)).isEqualTo(count);
        assertThat(rig.kling.unitsDeducted(ProductType.IMAGE)).isEqualByComparingTo(units);
    }

    @ParameterizedTest
    @CsvSource({"7,7", "'''auto''',4"})
    void a_series_is_listed_apart(String amount, int count) {
        JsonNode task = rig.finished(
                "/v1/images/omni-image",
                "{'model_name':'kling-v3-omni','prompt':'x','result_type':'series','series_amount':" + amount + "}");

        assertThat(task.path("task_result").path("result_type").textValue()).isEqualTo("series");
        assertThat(task.path("task_result").path("series_images").size()).isEqualTo(count);
        assertThat(task.path("final_unit_deduction").asInt()).isEqualTo(8 * count);
    }

    @Test
    void a_subject_is_shown_from_three_sides() {
        JsonNode task = rig.finished("/v1/general/ai-multi-shot", "{'element_frontal_image':'https://e.com/a'}");

        JsonNode image = task.path("task_result").path("images").path(0);
        assertThat(image.path("index").intValue()).isZero();
        assertThat(rig.fetch("GET", image.path("url_3").textValue()).status()).isEqualTo(200);
    }

    @Test
    void trying_on_has_a_pool_of_its_own_and_no_external_id() {
        String body = "{'human_image':'https://e.com/a','cloth_image':'https://e.com/b','external_task_id':'order-1'}";

        JsonNode task = rig.finished(TRY_ON, body);

        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo("1");
        assertThat(rig.kling.unitsDeducted(ProductType.TRY_ON)).isEqualByComparingTo("1");
        assertThat(rig.kling.unitsDeducted(ProductType.IMAGE)).isZero();
        assertThat(rig.kling.maxConcurrent(ProductType.TRY_ON)).isOne();
        rig.get(TRY_ON + "/order-1").isRefused(400, 1201);
        rig.post(TRY_ON, body).isOk();
        assertThat(rig.post("/tasks", "{'filters':[{'key':'product_type','values':['try_on']}]}")
                        .isOk()
                        .data()
                        .path("count")
                        .intValue())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            images/omni-image        | 'n':1                                              | prompt is required
            images/omni-image        | 'prompt':'x','resolution':'4k'                     | resolution value
            images/omni-image        | 'prompt':'x','result_type':'series'                | series is not supported
            images/omni-image        | 'model_name':'kling-v3-omni','prompt':'x','result_type':'series','series_amount':10 | series_amount
            images/omni-image        | 'prompt':'x','aspect_ratio':'5:4'                  | aspect_ratio value
            images/omni-image        | 'prompt':'x','image_list':[{'image':'data:x'}]     | base64
            images/multi-image2image | 'model_name':'kling-v2-1'                          | subject_image_list is required
            images/editing/expand    | 'up_expansion_ratio':0.5                           | image is required
            images/editing/expand    | 'image':'https://e.com/a','up_expansion_ratio':2.1 | up_expansion_ratio
            images/editing/expand    | 'image':'https://e.com/a','up_expansion_ratio':1,'left_expansion_ratio':1 | area
            images/kolors-virtual-try-on | 'human_image':'https://e.com/a'                | cloth_image is required
            general/ai-multi-shot    | 'prompt':'x'                                       | element_frontal_image is required
            """)
    void they_refuse_with_1201(String path, String members, String message) {
        assertThat(rig.post("/v1/" + path, "{" + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "omni-image,kling-v3",
        "multi-image2image,kling-v2",
        "multi-image2image,kling-v3",
        "kolors-virtual-try-on,kling-v3",
    })
    void other_models_are_404_1203(String path, String model) {
        rig.post("/v1/images/" + path, "{'model_name':'" + model + "','prompt':'x'}")
                .isRefused(404, 1203);
    }
}
