package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What video models that were reported retired could do; the units are those of docs/kling.md, Retired models. */
@TestInstance(Lifecycle.PER_CLASS)
class RetiredVideoTest {
    private static final String T2V = "/v1/videos/text2video";
    private static final String I2V = "/v1/videos/image2video";
    private static final String POINTS = "'trajectories':[{'x':279,'y':219},{'x':417,'y':65}]";
    private static final String MASK = "{'mask':'https://e.com/m'," + POINTS + "}";

    private final Rig rig = Rig.with(builder -> builder.retiredModels(true));

    @AfterAll
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text2video  | 'model_name':'kling-v1','mode':'std','cfg_scale':1                                 | 1
            text2video  | 'model_name':'kling-v1','mode':'std','duration':'10'                               | 2
            text2video  | 'model_name':'kling-v1','mode':'pro'                                               | 3.5
            image2video | 'model_name':'kling-v1','image':'https://e.com/a','image_tail':'https://e.com/b'   | 1
            image2video | 'model_name':'kling-v1','mode':'pro','image':'https://e.com/a','image_tail':'https://e.com/b' | 3.5
            image2video | 'model_name':'kling-v1-5','image':'https://e.com/a','duration':'10'                | 4
            image2video | 'model_name':'kling-v1-5','mode':'pro','duration':'10','image':'https://e.com/a','image_tail':'https://e.com/b' | 7
            image2video | 'model_name':'kling-v1-5','mode':'pro','image_tail':'https://e.com/b','cfg_scale':0 | 3.5
            text2video  | 'model_name':'kling-v1-6','cfg_scale':0.5                                          | 2
            image2video | 'model_name':'kling-v1-6','mode':'pro','duration':'10','image_tail':'https://e.com/b' | 7
            text2video  | 'model_name':'kling-v2-master','duration':'10'                                     | 20
            image2video | 'model_name':'kling-v2-master','mode':'','image':'https://e.com/a'                 | 10
            image2video | 'model_name':'kling-v2-1','image':'https://e.com/a','duration':'10'                | 4
            image2video | 'model_name':'kling-v2-1','mode':'pro','duration':'10','image':'https://e.com/a','image_tail':'https://e.com/b' | 7
            text2video  | 'model_name':'kling-v2-1-master'                                                   | 10
            image2video | 'model_name':'kling-v2-1-master','image':'https://e.com/a'                         | 10
            """)
    void they_can_do_what_they_could(String path, String members, String units) {
        assertIsSold("/v1/videos/" + path, members, units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text2video  | 'model_name':'kling-v1','mode':'4k'                                                | mode 4k
            text2video  | 'model_name':'kling-v1-6','duration':'3'                                           | duration value
            text2video  | 'model_name':'kling-v1-6','sound':'on'                                             | sound on is not supported by kling-v1-6 in mode std
            text2video  | 'model_name':'kling-v1-6','multi_shot':true                                        | multi_shot is not supported
            text2video  | 'model_name':'kling-v2-master','mode':'std'                                        | mode is not supported by kling-v2-master
            text2video  | 'model_name':'kling-v2-1-master','mode':'pro'                                      | mode is not supported by kling-v2-1-master
            text2video  | 'model_name':'kling-v2-master','cfg_scale':0.5                                     | cfg_scale is not supported by kling-v2-master
            text2video  | 'model_name':'kling-v2-1-master','cfg_scale':0.5                                   | cfg_scale is not supported by kling-v2-1-master
            image2video | 'model_name':'kling-v2-1','image':'https://e.com/a','cfg_scale':0.5                | cfg_scale is not supported by kling-v2-1
            image2video | 'model_name':'kling-v1','image_tail':'https://e.com/b'                             | image_tail without image
            image2video | 'model_name':'kling-v1','duration':'10','image':'https://e.com/a','image_tail':'https://e.com/b' | image_tail is not supported by kling-v1 with duration 10
            image2video | 'model_name':'kling-v1-5','image':'https://e.com/a','image_tail':'https://e.com/b' | image_tail is not supported by kling-v1-5 in mode std
            image2video | 'model_name':'kling-v1-6','image_tail':'https://e.com/b'                           | image_tail is not supported by kling-v1-6 in mode std
            image2video | 'model_name':'kling-v2-1','image':'https://e.com/a','image_tail':'https://e.com/b' | image_tail is not supported by kling-v2-1 in mode std
            image2video | 'model_name':'kling-v2-1','mode':'pro','image_tail':'https://e.com/b'              | image_tail without image
            image2video | 'model_name':'kling-v2-master','image':'https://e.com/a','image_tail':'https://e.com/b' | image_tail is not supported by kling-v2-master
            image2video | 'model_name':'kling-v2-1-master','image':'https://e.com/a','image_tail':'https://e.com/b' | image_tail is not supported by kling-v2-1-master
            """)
    void they_refuse_with_1201_what_they_could_not(String path, String members, String message) {
        assertIsRefused("/v1/videos/" + path, members, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kling-v1-5", "kling-v2-1"})
    void some_never_made_a_video_from_a_text(String model) {
        rig.post(T2V, "{'model_name':'" + model + "','prompt':'x'}").isRefused(404, 1203);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'simple','config':{'zoom':-10}}        | 1
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'simple','config':{'horizontal':0,'vertical':0,'pan':2.5,'tilt':0,'roll':0,'zoom':0}} | 1
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'down_back'}                           | 1
            text2video  | 'model_name':'kling-v1','mode':'std','duration':'5','camera_control':{'type':'left_turn_forward','config':null} | 1
            image2video | 'model_name':'kling-v1-5','mode':'pro','image':'https://e.com/a','camera_control':{'type':'simple','config':{'roll':10}} | 3.5
            """)
    void cameras_move(String path, String members, String units) {
        assertIsSold("/v1/videos/" + path, members, units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text2video  | 'model_name':'kling-v1','mode':'pro','camera_control':{'type':'down_back'}      | camera_control is supported by kling-v1 only in mode std and with duration 5
            text2video  | 'model_name':'kling-v1','duration':'10','camera_control':{'type':'down_back'}   | camera_control is supported by kling-v1 only
            text2video  | 'model_name':'kling-v1-6','camera_control':{'type':'down_back'}                 | camera_control is not supported by kling-v1-6
            text2video  | 'model_name':'kling-v1','camera_control':'down_back'                            | camera_control must be an object
            text2video  | 'model_name':'kling-v1','camera_control':{'config':{'zoom':1}}                  | type value
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'spin'}                        | type value 'spin'
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'simple'}                      | config must have exactly one
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'simple','config':{'zoom':0}}  | config must have exactly one
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'simple','config':{'zoom':1,'pan':1}} | config must have exactly one
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'simple','config':{'zoom':10.1}}      | zoom must be between -10 and 10
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'simple','config':{'pan':'1'}} | pan must be a number
            text2video  | 'model_name':'kling-v1','camera_control':{'type':'forward_up','config':{'zoom':1}} | config must be left out
            image2video | 'model_name':'kling-v1','image':'https://e.com/a','camera_control':{'type':'simple','config':{'zoom':1}} | camera_control is not supported by kling-v1
            image2video | 'model_name':'kling-v1-5','image':'https://e.com/a','camera_control':{'type':'simple','config':{'zoom':1}} | camera_control is supported by kling-v1-5 only in mode pro
            image2video | 'model_name':'kling-v1-5','mode':'pro','duration':'10','image':'https://e.com/a','camera_control':{'type':'simple','config':{'zoom':1}} | camera_control is supported by kling-v1-5 only
            image2video | 'model_name':'kling-v1-5','mode':'pro','image':'https://e.com/a','camera_control':{'type':'down_back'} | type value 'down_back'
            """)
    void cameras_move_only_as_they_can(String path, String members, String message) {
        assertIsRefused("/v1/videos/" + path, members, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'model_name':'kling-v1','static_mask':'https://e.com/m'                              | 1
            'model_name':'kling-v1','mode':'pro','dynamic_masks':[MASK]                          | 3.5
            'model_name':'kling-v1','dynamic_masks':[MASK,MASK,MASK,MASK,MASK,MASK]              | 1
            'model_name':'kling-v1-5','mode':'pro','static_mask':'https://e.com/m','dynamic_masks':[MASK] | 3.5
            'model_name':'kling-v1','dynamic_masks':[{'mask':'https://e.com/m','trajectories':[77 POINTS]}] | 1
            """)
    void brushes_set_parts_of_an_image_in_motion(String members, String units) {
        assertIsSold(I2V, "'image':'https://e.com/a'," + written(members), units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'model_name':'kling-v1','duration':'10','static_mask':'https://e.com/m'              | static_mask is supported by kling-v1 only in mode std or pro and with duration 5
            'model_name':'kling-v1-5','dynamic_masks':[MASK]                                     | dynamic_masks is supported by kling-v1-5 only in mode pro
            'model_name':'kling-v1-5','mode':'pro','duration':'10','static_mask':'https://e.com/m' | static_mask is supported by kling-v1-5 only
            'model_name':'kling-v1-6','mode':'pro','dynamic_masks':[MASK]                        | dynamic_masks is not supported by kling-v1-6
            'model_name':'kling-v1','dynamic_masks':[MASK,MASK,MASK,MASK,MASK,MASK,MASK]         | dynamic_masks cannot have more than 6
            'model_name':'kling-v1','dynamic_masks':['https://e.com/m']                          | items of dynamic_masks
            'model_name':'kling-v1','dynamic_masks':[{'trajectories':[2 POINTS]}]                | mask is required
            'model_name':'kling-v1','dynamic_masks':[{'mask':'https://e.com/m'}]                 | trajectories must have 2 to 77 points
            'model_name':'kling-v1','dynamic_masks':[{'mask':'https://e.com/m','trajectories':[1 POINTS]}]  | trajectories must have 2 to 77 points
            'model_name':'kling-v1','dynamic_masks':[{'mask':'https://e.com/m','trajectories':[78 POINTS]}] | trajectories cannot have more than 77
            'model_name':'kling-v1','dynamic_masks':[{'mask':'https://e.com/m','trajectories':[{'x':1,'y':2},{'x':1}]}]         | trajectories must have x and y
            'model_name':'kling-v1','dynamic_masks':[{'mask':'https://e.com/m','trajectories':[{'x':1,'y':2},{'x':1,'y':0.5}]}] | y must be an integer
            'model_name':'kling-v1','static_mask':'data:image/png;base64,aGk='                   | base64
            'model_name':'kling-v1','image_tail':'https://e.com/b','static_mask':'https://e.com/m' | exclude each other
            'model_name':'kling-v1','image_tail':'https://e.com/b','dynamic_masks':[MASK]        | exclude each other
            'model_name':'kling-v1-5','mode':'pro','image_tail':'https://e.com/b','camera_control':{'type':'simple','config':{'zoom':1}} | exclude each other
            'model_name':'kling-v1-5','mode':'pro','dynamic_masks':[MASK],'camera_control':{'type':'simple','config':{'zoom':1}} | exclude each other
            """)
    void brushes_reach_only_so_far(String members, String message) {
        assertIsRefused(I2V, "'image':'https://e.com/a'," + written(members), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text2video  | 'model_name':'kling-v1','static_mask':'https://e.com/m'  | static_mask is not supported
            image2video | 'model_name':'kling-v1','static_mask':'https://e.com/m'  | image is required
            """)
    void brushes_need_an_image(String path, String members, String message) {
        assertIsRefused("/v1/videos/" + path, members, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            600 | 400 | 300 | 300 | failed  | The resolution or aspect ratio of the mask is invalid
            600 | 300 | 600 | 300 | succeed | ''
            900 | 450 | 600 | 300 | failed  | The resolution or aspect ratio of the mask is invalid
            900 | 200 | 600 | 300 | failed  | Image pixel is invalid
            """)
    void masks_that_do_not_fit_are_found_only_when_the_task_runs(
            int width, int height, int otherWidth, int otherHeight, String status, String message) {
        JsonNode task = rig.finished(
                I2V,
                "{'model_name':'kling-v1','image':'" + SourceImageTest.png(1200, 600) + "','static_mask':'"
                        + SourceImageTest.png(width, height) + "','dynamic_masks':[{'mask':'"
                        + SourceImageTest.png(otherWidth, otherHeight) + "'," + POINTS + "}]}");

        assertThat(task.path("task_status").textValue()).isEqualTo(status);
        assertThat(task.path("task_status_msg").textValue()).isEqualTo(message);
    }

    private void assertIsSold(String path, String members, String units) {
        JsonNode task = rig.finished(path, "{'prompt':'x'," + members + "}");

        assertThat(task.path("task_status").textValue()).isEqualTo("succeed");
        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo(units);
    }

    private void assertIsRefused(String path, String members, String message) {
        assertThat(rig.post(path, "{'prompt':'x'," + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    /** Spells out the words that keep the tables short. */
    private static String written(String members) {
        String written = members.replace("MASK", MASK);
        for (int count : new int[] {1, 2, 77, 78}) {
            written = written.replace("[" + count + " POINTS]", "[" + points(count) + "]");
        }
        return written;
    }

    private static String points(int count) {
        return IntStream.range(0, count).mapToObj(x -> "{'x':" + x + ",'y':1}").collect(Collectors.joining(","));
    }
}
