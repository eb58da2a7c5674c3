package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists are those of docs/kling.md, Prices. */
@TestInstance(Lifecycle.PER_CLASS)
class PriceTest {
    private final Rig rig = Rig.started();

    @AfterAll
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kling-v3         | 'mode':'std'                              | 3
            kling-v3         | 'mode':'std','sound':'on'                 | 4.5
            kling-v3         | 'mode':'pro','duration':'10'              | 8
            kling-v3         | 'mode':'pro','duration':'15','sound':'on' | 18
            kling-v3         | 'mode':'4k','duration':'3'                | 9
            kling-v3         | 'mode':'4k','sound':'on'                  | 15
            kling-v3         | 'duration':'7'                            | 4.2
            kling-v2-6       | 'mode':'std'                              | 1.5
            kling-v2-6       | 'mode':'pro','duration':'10'              | 5
            kling-v2-6       | 'mode':'pro','sound':'on'                 | 5
            kling-v2-6       | 'mode':'pro','sound':'on','voice_list':[{'voice_id':'1'}] | 6
            kling-v2-5-turbo | 'mode':'std','duration':'10'              | 3
            kling-v2-5-turbo | 'mode':'pro'                              | 2.5
            """)
    void older_paths(String model, String members, String units) {
        String id = rig.post("/v1/videos/text2video", "{'model_name':'" + model + "','prompt':'x'," + members + "}")
                .isOk()
                .data()
                .path("task_id")
                .asText();

        assertThat(unitsOf(id)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kling-3.0-turbo | 'resolution':'720p','duration':3                     | 2.4
            kling-3.0-turbo | 'resolution':'1080p','duration':15,'audio':'off'     | 15
            kling-3.0       | 'resolution':'720p'                                  | 3
            kling-3.0       | 'resolution':'1080p','audio':'native','duration':10  | 12
            kling-2.6       | 'resolution':'1080p','audio':'native'                | 5
            kling-2.5-turbo | 'resolution':'720p'                                  | 1.5
            """)
    void newer_paths(String model, String settings, String units) {
        String id = rig.post("/text-to-video/" + model, "{'prompt':'x','settings':{" + settings + "}}")
                .isOk()
                .data()
                .path("id")
                .asText();

        assertThat(unitsOf(id)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'n':1                                                       | 8
            'n':2                                                       | 16
            'model_name':'kling-v2-1','n':3                             | 12
            'model_name':'kling-v2-1','n':3,'image':'https://e.com/a'   | 24
            """)
    void images(String members, String units) {
        String id = rig.post("/v1/images/generations", "{'prompt':'x'," + members + "}")
                .isOk()
                .data()
                .path("task_id")
                .asText();

        assertThat(unitsOf(id)).isEqualTo(units);
    }

    private String unitsOf(String id) {
        rig.time.passSeconds(3600);
        return rig.get("/tasks?task_ids=" + id)
                .isOk()
                .data()
                .path(0)
                .path("billing")
                .path(0)
                .path("amount")
                .textValue();
    }
}
