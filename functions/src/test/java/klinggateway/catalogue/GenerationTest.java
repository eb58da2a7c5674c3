package klinggateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import klinggateway.catalogue.Sale.Refused;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of Kling's two API generations an order goes to, and what it looks like there. */
class GenerationTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Catalogue CATALOGUE = Catalogue.builtIn();
    private static final Catalogue NEWER = Catalogues.newer();
    private static final Set<Generation> ACCESS_KEY = Set.of(Generation.OLDER);

    @Test
    void the_older_one_is_preferred_where_both_have_the_model() {
        Sold sold = sold("text2video", "{'prompt':'A boat','model':'kling-v3'}", CATALOGUE);

        assertThat(sold.endpoint()).isEqualTo(new Endpoint("/v1/videos/text2video", Endpoint.Protocol.TASK));
        assertThat(json(sold.body()).path("model_name").asText()).isEqualTo("kling-v3");
    }

    @Test
    void a_model_of_the_newer_one_is_in_its_path() {
        Sold sold = sold("text2video", "{'prompt':'A boat','model':'kling-3.0-turbo','mode':'1080p'}", CATALOGUE);

        assertThat(sold.endpoint()).isEqualTo(new Endpoint("/text-to-video/kling-3.0-turbo", Endpoint.Protocol.TASK));
        assertThat(json(sold.body()))
                .isEqualTo(json(
                        "{'prompt':'A boat','settings':{'resolution':'1080p','aspect_ratio':'16:9','duration':5}}"));
        assertThat(sold.order().mode()).isEqualTo("pro");
        assertThat(sold.order().sound()).isTrue();
        assertThat(sold.quote().microUsd()).isEqualTo(700_000);
    }

    @Test
    void an_access_key_cannot_have_it_and_is_told_what_it_can_have() {
        Sale sale = Sale.of(wish("text2video", "{'prompt':'x','model':'kling-3.0-turbo'}"), CATALOGUE, ACCESS_KEY);

        assertThat(((Refused) sale).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/model");
            assertThat(problem.message()).contains("static API key").endsWith("kling-v3, kling-v2-6, kling-v2-5-turbo");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text2video | {'model':'kling-v3','prompt':'A boat','sound':true,'watermark':true}"
                        + " | {'prompt':'A boat','settings':{'resolution':'720p','aspect_ratio':'16:9','duration':5,'audio':'native','multi_shot':false},'options':{'watermark_info':{'enabled':true}}}",
                "text2video | {'model':'kling-v3','multiShot':true,'shotType':'customize','duration':5,'multiPrompt':[{'index':1,'prompt':'a','duration':2},{'index':2,'prompt':'b','duration':3}]}"
                        + " | {'prompt':'shot 1, 2, a; shot 2, 3, b;','settings':{'resolution':'720p','aspect_ratio':'16:9','duration':5,'audio':'off','multi_shot':true}}",
                "image2video | {'model':'kling-v2-6','mode':'pro','prompt':'says <<<voice_1>>>','sound':true,'image':'https://a.example/1.png','voiceList':[{'voiceId':'v'}]}"
                        + " | {'contents':[{'type':'prompt','text':'says @voice_1'},{'type':'first_frame','url':'https://a.example/1.png'},{'type':'voice','voice_id':'v','id':'voice_1'}],'settings':{'resolution':'1080p','duration':5,'audio':'native'}}",
                "image2video | {'model':'kling-v2-5-turbo','mode':'pro','image':'https://a.example/1.png','imageTail':'https://a.example/2.png'}"
                        + " | {'contents':[{'type':'first_frame','url':'https://a.example/1.png'},{'type':'last_frame','url':'https://a.example/2.png'}],'settings':{'resolution':'1080p','duration':5,'audio':'off'}}",
                "omni-video | {'model':'kling-video-o1','prompt':'<<<image_2>>> with <<<element_1>>>','imageList':[{'imageUrl':'https://a.example/1.png','type':'first_frame'},{'imageUrl':'https://a.example/2.png'}],'elementList':[{'elementId':'829836802793406551'}]}"
                        + " | {'contents':[{'type':'prompt','text':'@image_2 with @element_1'},{'type':'first_frame','url':'https://a.example/1.png'},{'type':'refer_image','url':'https://a.example/2.png','id':'image_2'},{'type':'element','element_id':829836802793406551,'id':'element_1'}],'settings':{'resolution':'1080p','duration':5,'audio':'off'}}",
                "omni-video | {'model':'kling-video-o1','prompt':'at night','videoList':[{'videoUrl':'https://a.example/1.mp4'}],'inputSeconds':4}"
                        + " | {'contents':[{'type':'prompt','text':'at night'},{'type':'base_video','url':'https://a.example/1.mp4'}],'settings':{'resolution':'1080p','audio':'off'}}",
                "motion-control | {'imageUrl':'https://a.example/1.png','videoUrl':'https://a.example/1.mp4','characterOrientation':'video','keepOriginalSound':false}"
                        + " | {'contents':[{'type':'image','url':'https://a.example/1.png'},{'type':'video','url':'https://a.example/1.mp4'}],'settings':{'resolution':'720p','character_orientation':'video','audio':'off'}}",
            })
    void an_order_has_the_shape_of_the_newer_one_there(String kind, String order, String body) {
        assertThat(json(sold(kind, order, NEWER).body())).isEqualTo(json(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text2video | {'prompt':'x','model':'kling-v3','negativePrompt':'y'} | /negativePrompt",
                "text2video | {'prompt':'x','model':'kling-v3','cfgScale':0.5} | /cfgScale",
                "text2video | {'prompt':'x','mode':'pro','sound':true,'voiceList':[{'voiceId':'v'}]} | /voiceList",
                "image2video | {'imageTail':'https://a.example/1.png','model':'kling-v3'} | /image",
                "omni-video | {'prompt':'x','videoList':[{'videoUrl':'https://a.example/1.mp4','keepOriginalSound':false}]} | /videoList/0/keepOriginalSound",
                "omni-video | {'prompt':'x','videoList':[{'videoUrl':'QUJD'}]} | /videoList/0/videoUrl",
                "omni-video | {'prompt':'in <<<video_1>>>','videoList':[{'videoUrl':'https://a.example/1.mp4'}]} | /prompt",
            })
    void what_the_newer_one_cannot_be_told_goes_to_the_older_one_or_is_refused(
            String kind, String order, String pointer) {
        Catalogue either = Catalogues.edited(root -> Catalogues.offers(root, offer -> {
            if (offer.path("generations").size() == 2) {
                offer.putArray("generations").add("newer").add("older");
            }
        }));

        assertThat(sold(kind, order, either).endpoint().path()).startsWith("/v1/");
        assertThat(((Refused) Sale.of(wish(kind, order), NEWER, Generation.ALL)).problems())
                .extracting(Problem::pointer)
                .containsExactly(pointer);
    }

    @Test
    void a_prompt_that_the_older_one_does_not_take_goes_to_the_newer_one() {
        Sold usual = sold("text2video", longPrompt("kling-v3", 2_500, ""), CATALOGUE);
        Sold longer = sold("text2video", longPrompt("kling-v3", 3_072, ""), CATALOGUE);

        assertThat(usual.endpoint().path()).isEqualTo("/v1/videos/text2video");
        assertThat(longer.endpoint().path()).isEqualTo("/text-to-video/kling-3.0");
        assertThat(json(longer.body()).path("prompt").asText()).hasSize(3_072);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kling-v3 | 3073 | | /prompt",
                "kling-3.0-turbo | 3073 | | /prompt",
                "kling-v2-6 | 2501 | | /prompt",
                "kling-v3 | 2501 | negativePrompt | /prompt",
                "kling-v3 | 2501 | negativePrompt | /negativePrompt",
            })
    void a_prompt_that_no_path_takes_with_the_rest_of_the_order_is_refused(
            String model, int length, @Nullable String other, String pointer) {
        String rest = other == null ? "" : ",'" + other + "':'rain'";

        Sale sale = Sale.of(wish("text2video", longPrompt(model, length, rest)), CATALOGUE, Generation.ALL);

        assertThat(((Refused) sale).problems()).extracting(Problem::pointer).contains(pointer);
    }

    @Test
    void an_access_key_reaches_no_path_that_takes_longer_prompts() {
        Sale sale = Sale.of(wish("text2video", longPrompt("kling-v3", 2_501, "")), CATALOGUE, ACCESS_KEY);

        assertThat(((Refused) sale).problems())
                .containsExactly(new Problem("/prompt", "has 2501 characters; allowed are 2500"));
    }

    private static String longPrompt(String model, int length, String rest) {
        return "{'prompt':'" + "x".repeat(length) + "','model':'" + model + "'" + rest + "}";
    }

    private static Sold sold(String kind, String order, Catalogue catalogue) {
        Sale sale = Sale.of(wish(kind, order), catalogue, Generation.ALL);
        assertThat(sale).isInstanceOf(Sold.class);
        return (Sold) sale;
    }

    private static Wish wish(String kind, String order) {
        return new Wish(kind, (ObjectNode) json(order));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace((char) 39, '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
