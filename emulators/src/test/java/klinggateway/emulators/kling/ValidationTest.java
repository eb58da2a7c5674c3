package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import klinggateway.emulators.kling.Rig.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class ValidationTest {
    private static final String T2V = "/v1/videos/text2video";
    private static final String I2V = "/v1/videos/image2video";
    private static final String IMAGES = "/v1/images/generations";
    private static final String URL = "'https://example.com/a.png'";

    private final Rig rig = Rig.with(builder -> builder.pack(ResourcePack.of(ProductType.VIDEO, 10_000, 100))
            .pack(ResourcePack.of(ProductType.IMAGE, 10_000, 100)));

    @AfterAll
    void stop() {
        rig.close();
    }

    @BeforeAll
    void know_that_the_plain_bodies_are_fine() {
        rig.post(T2V, "{'model_name':'kling-v3','prompt':'x'}").isOk();
        rig.post(I2V, "{'model_name':'kling-v2-6','image':" + URL + "}").isOk();
        rig.post(IMAGES, "{'prompt':'x'}").isOk();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'model_name':'kling-v3'                                              | prompt is required
            'model_name':'kling-v3','prompt':''                                  | prompt is required
            'model_name':'kling-v3','prompt':7                                   | prompt must be a string
            'model_name':'kling-v3','prompt':'x','mode':'fast'                   | mode value
            'model_name':'kling-v2-6','prompt':'x','mode':'4k'                   | mode 4k
            'model_name':'kling-v3','prompt':'x','aspect_ratio':'4:3'            | aspect_ratio value
            'model_name':'kling-v3','prompt':'x','duration':'2'                  | duration value
            'model_name':'kling-v3','prompt':'x','duration':'16'                 | duration value
            'model_name':'kling-v2-6','prompt':'x','duration':'7'                | duration value
            'model_name':'kling-v3','prompt':'x','duration':5                    | duration must be a string
            'model_name':'kling-v3','prompt':'x','cfg_scale':1.5                 | cfg_scale must be between
            'model_name':'kling-v2-5-turbo','prompt':'x','sound':'on'            | sound on
            'model_name':'kling-v2-6','prompt':'x','sound':'on'                  | sound on
            'model_name':'kling-v3','prompt':'x','sound':'loud'                  | sound value
            'model_name':'kling-v3','prompt':'x','voice_list':[{'voice_id':'1'}] | voice_list is not supported
            'model_name':'kling-v2-6','mode':'pro','prompt':'x','voice_list':[{'voice_id':'1'}] | requires sound
            'model_name':'kling-v2-6','prompt':'x','multi_shot':true             | multi_shot is not supported
            'model_name':'kling-v3','prompt':'x','multi_shot':true               | shot_type value
            'model_name':'kling-v3','multi_shot':true,'shot_type':'customize'    | multi_prompt is required
            'model_name':'kling-v3','multi_shot':true,'shot_type':'intelligence' | prompt is required
            'model_name':'kling-v3','multi_shot':true,'shot_type':'customize','multi_prompt':[{'index':1,'prompt':'a','duration':'4'}] | add up
            'model_name':'kling-v3','multi_shot':true,'shot_type':'customize','multi_prompt':[{'index':2,'prompt':'a','duration':'5'}] | count from 1
            'model_name':'kling-v3','prompt':'x','camera_control':{'type':'simple'} | camera_control is not supported
            'model_name':'kling-v3','prompt':'x','callback_url':'not a url'      | callback_url
            'model_name':'kling-v3','prompt':'x','watermark_info':{'enabled':'yes'} | enabled must be a boolean
            'model_name':'kling-v3','prompt':'x [[sim:nonsense]]'                | no hook
            """)
    void text2video_refuses_with_1201(String members, String message) {
        assertThat(rig.post(T2V, "{" + members + "}").isRefused(400, 1201).message())
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'model_name':'kling-v3','prompt':'x'                         | at least one of image
            'model_name':'kling-v3','image':'data:image/png;base64,aGk=' | File is not in a valid base64 format
            'model_name':'kling-v3','image':'no base64!'                 | File is not in a valid base64 format
            'model_name':'kling-v2-6','image':'https://e.com/a','image_tail':'https://e.com/b' | image_tail is not supported
            'model_name':'kling-v2-6','mode':'pro','sound':'on','image':'https://e.com/a','image_tail':'https://e.com/b' | with sound
            'model_name':'kling-v2-6','image':'https://e.com/a','element_list':[{'element_id':1}] | element_list is not supported
            'model_name':'kling-v3','image':'https://e.com/a','element_list':[{'element_id':'1'}] | element_id must be an integer
            'model_name':'kling-v3','image':'https://e.com/a','static_mask':'https://e.com/m'    | static_mask is not supported by kling-v3
            'model_name':'kling-v2-6','image':'https://e.com/a','dynamic_masks':[{'mask':'https://e.com/m'}] | dynamic_masks is not supported by kling-v2-6
            'model_name':'kling-v2-5-turbo','image':'https://e.com/a','camera_control':{'type':'simple'} | camera_control is not supported by kling-v2-5-turbo
            """)
    void image2video_refuses_with_1201(String members, String message) {
        assertThat(rig.post(I2V, "{" + members + "}").isRefused(400, 1201).message())
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'n':1                                            | prompt is required
            'prompt':'x','n':0                               | n must be between
            'prompt':'x','n':10                              | n must be between
            'prompt':'x','n':'2'                             | n must be an integer
            'prompt':'x','resolution':'4k'                   | resolution value
            'prompt':'x','aspect_ratio':'5:4'                | aspect_ratio value
            'prompt':'x','image_fidelity':-0.1               | image_fidelity
            'prompt':'x','image':'https://e.com/a','negative_prompt':'y' | negative_prompt is not supported
            """)
    void image_generation_refuses_with_1201(String members, String message) {
        assertThat(rig.post(IMAGES, "{" + members + "}").isRefused(400, 1201).message())
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text-to-video/kling-3.0       | 'settings':{'duration':5}                               | prompt is required
            text-to-video/kling-3.0       | 'prompt':'x','settings':{'duration':'5'}                | duration must be an integer
            text-to-video/kling-3.0       | 'prompt':'x','settings':{'duration':16}                 | duration value
            text-to-video/kling-2.6       | 'prompt':'x','settings':{'duration':6}                  | duration value
            text-to-video/kling-2.6       | 'prompt':'x','settings':{'audio':'native'}              | audio native
            text-to-video/kling-3.0-turbo | 'prompt':'x','settings':{'resolution':'4k'}             | resolution 4k
            text-to-video/kling-3.0       | 'settings':{'aspect_ratio':'4:3'}                       | aspect_ratio value
            image-to-video/kling-3.0      | 'prompt':'x'                                            | contents cannot be empty
            image-to-video/kling-3.0      | 'contents':[{'type':'last_frame','url':'https://e.com/a'}]  | first_frame is required
            image-to-video/kling-3.0      | 'contents':[{'type':'first_frame','url':'aGk='}]        | not a valid URL
            image-to-video/kling-3.0      | 'contents':[{'type':'poem'}]                            | type value
            image-to-video/kling-3.0-turbo | 'contents':[{'type':'first_frame','url':'https://e.com/a'},{'type':'last_frame','url':'https://e.com/b'}] | last_frame
            image-to-video/kling-2.6      | 'contents':[{'type':'first_frame','url':'https://e.com/a'},{'type':'voice','voice_id':'1'}] | requires audio
            image-to-video/kling-2.6      | 'contents':[{'type':'first_frame','url':'https://e.com/a'},{'type':'element','element_id':1}] | at most 0 elements
            """)
    void the_newer_paths_refuse_with_1201(String path, String members, String message) {
        assertThat(rig.post("/" + path, "{" + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "text2video,2501",
        "image2video,2501",
        "text-to-video/kling-3.0,3073",
        "text-to-video/kling-2.6,2501",
    })
    void prompts_that_are_too_long_are_refused(String path, int length) {
        String prefix = path.contains("/") ? "/" : "/v1/videos/";
        Reply reply = rig.post(
                prefix + path, "{'model_name':'kling-v3','image':" + URL + ",'prompt':'" + "🦊".repeat(length) + "'}");

        assertThat(reply.isRefused(400, 1201).message())
                .isEqualTo("prompt cannot exceed " + (length - 1) + " characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            v1/videos/text2video  | 'model_name':'kling-v3','prompt':'x','colour':'red','model':7
            v1/videos/text2video  | 'model_name':'kling-v3','prompt':'x','callback_url':null,'external_task_id':''
            v1/videos/text2video  | 'model_name':'kling-v2-6','prompt':'x','cfg_scale':0.5,'negative_prompt':'y'
            v1/videos/text2video  | 'model_name':'kling-v2-6','prompt':'x','mode':'pro','sound':'on','voice_list':[{'voice_id':'1'}]
            v1/videos/text2video  | 'model_name':'kling-v3','duration':'8','multi_shot':true,'shot_type':'customize','multi_prompt':[{'index':1,'prompt':'a','duration':'3'},{'index':2,'prompt':'b','duration':'5'}]
            v1/videos/text2video  | 'model_name':'kling-v3','prompt':'x','multi_shot':true,'shot_type':'intelligence'
            v1/videos/image2video | 'model_name':'kling-v2-5-turbo','mode':'pro','image':'https://e.com/a','image_tail':'https://e.com/b'
            v1/videos/image2video | 'model_name':'kling-v2-6','mode':'pro','image':'https://e.com/a','image_tail':'https://e.com/b'
            v1/videos/image2video | 'model_name':'kling-v3','sound':'on','image':'https://e.com/a','image_tail':'https://e.com/b'
            v1/videos/image2video | 'model_name':'kling-v3','image':'https://e.com/a','element_list':[{'element_id':831922399912345601}]
            v1/images/generations | 'prompt':'x','n':9,'resolution':'2k','aspect_ratio':'21:9'
            v1/images/generations | 'model_name':'kling-v2-1','prompt':'x','image':'https://e.com/a','image_reference':'face','image_fidelity':1
            text-to-video/kling-3.0       | 'prompt':'x','settings':{'resolution':'4k','duration':15,'audio':'native','multi_shot':false}
            text-to-video/kling-3.0       | 'prompt':'x','negative_prompt':'y','settings':{'mode':'std'}
            image-to-video/kling-3.0      | 'contents':[{'type':'first_frame','url':'https://e.com/a'},{'type':'last_frame','url':'https://e.com/b'},{'type':'element','element_id':1,'id':'e'}]
            image-to-video/kling-3.0-turbo | 'contents':[{'type':'prompt','text':'x'},{'type':'first_frame','url':'https://e.com/a'}],'settings':{'aspect_ratio':'ignored here'}
            image-to-video/kling-2.6      | 'contents':[{'type':'first_frame','url':'https://e.com/a'},{'type':'voice','voice_id':'1'}],'settings':{'resolution':'1080p','audio':'native'}
            """)
    void what_is_documented_is_let_in_and_unknown_members_do_no_harm(String path, String members) {
        rig.post("/" + path, "{" + members + "}").isOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kling-v1",
                "kling-v1-6",
                "kling-v2-master",
                "kling-v2-1",
                "kling-v2-1-master",
                "kling-v2-5",
                "kling-v3-0",
                "kling-v3-turbo",
                "kling-video-o1",
                "nonsense",
            })
    void retired_and_unknown_models_are_404_1203(String model) {
        rig.post(T2V, "{'model_name':'" + model + "','prompt':'x'}").isRefused(404, 1203);
        rig.post("/text-to-video/" + model, "{'prompt':'x'}").isRefused(404, 1203);
    }

    @Test
    void without_a_model_the_retired_default_counts_and_the_old_field_does_not_help() {
        rig.post(T2V, "{'prompt':'x'}").isRefused(404, 1203);
        rig.post(T2V, "{'model':'kling-v3','prompt':'x'}").isRefused(404, 1203);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{} {}", "prompt=x"})
    void what_is_not_a_json_object_is_1200(String body) {
        rig.post(T2V, body).isRefused(400, 1200);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,/v1/videos/text2video", "PUT,/tasks", "POST,/v1/videos/text2video/1", "GET,/text-to-video/kling-3.0",
        "GET,/v1/nothing", "GET,/", "POST,/account/costs", "GET,/v1/videos/text2video/1/2",
    })
    void wrong_methods_and_paths_are_404_1202(String method, String path) {
        rig.send(method, path, method.equals("POST") ? "{}" : "", "Bearer " + Rig.KEY)
                .isRefused(404, 1202);
    }

    @Test
    void refused_creates_leave_no_trace() {
        int before = rig.kling.tasks().size();

        rig.post(T2V, "{'model_name':'kling-v3','prompt':'x','mode':'fast','external_task_id':'kept-free'}")
                .isRefused(400, 1201);

        assertThat(rig.kling.tasks()).hasSize(before);
        assertThat(rig.get(T2V + "/kept-free").isRefused(400, 1201).message().toLowerCase(Locale.ROOT))
                .startsWith("task not found");
    }
}
