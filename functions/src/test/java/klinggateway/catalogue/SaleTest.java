package klinggateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import klinggateway.catalogue.Sale.Refused;
import klinggateway.catalogue.Sale.Sold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaleTest {

    private static final Catalogue CATALOGUE = Catalogue.builtIn();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Typed from docs/kling.md, Prices: model, mode, sound, seconds, units, US dollars. */
    @ParameterizedTest
    @CsvSource({
        "kling-v3, std, false, 5, 3, 0.42",
        "kling-v3, std, true, 5, 4.5, 0.63",
        "kling-v3, std, true, 15, 13.5, 1.89",
        "kling-v3, pro, false, 10, 8, 1.12",
        "kling-v3, pro, true, 10, 12, 1.68",
        "kling-v3, 4k, false, 5, 15, 2.10",
        "kling-v3, 4k, true, 15, 45, 6.30",
        "kling-v3, std, false, 3, 1.8, 0.252",
        "kling-v2-6, std, false, 5, 1.5, 0.21",
        "kling-v2-6, std, false, 10, 3, 0.42",
        "kling-v2-6, pro, false, 5, 2.5, 0.35",
        "kling-v2-6, pro, true, 10, 10, 1.40",
        "kling-v2-5-turbo, std, false, 10, 3, 0.42",
        "kling-v2-5-turbo, pro, false, 5, 2.5, 0.35",
    })
    void prices_are_those_of_the_price_list(
            String model, String mode, boolean sound, int seconds, BigDecimal units, BigDecimal dollars) {
        Sale sale = Sale.of(wish(model, mode, seconds, sound), CATALOGUE, Generation.ALL);

        assertThat(sale).isInstanceOfSatisfying(Sold.class, sold -> {
            assertThat(sold.quote().milliUnits())
                    .isEqualTo(units.movePointRight(3).longValueExact());
            assertThat(sold.quote().microUsd())
                    .isEqualTo(dollars.movePointRight(6).longValueExact());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "kling-v2-6, std, 7, false, /duration",
        "kling-v2-6, std, 5, true, /sound",
        "kling-v2-6, 4k, 5, false, /mode",
        "kling-v2-5-turbo, pro, 5, true, /sound",
        "kling-v3, std, 2, false, /duration",
        "kling-v3, std, 16, false, /duration",
        "kling-v1, std, 5, false, /model",
        "kling-v3-0, std, 5, false, /model",
    })
    void what_a_model_cannot_do_is_refused_before_it_costs_anything(
            String model, String mode, int seconds, boolean sound, String pointer) {
        Sale sale = Sale.of(wish(model, mode, seconds, sound), CATALOGUE, Generation.ALL);

        assertThat(sale)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::pointer)
                                .containsExactly(pointer));
    }

    @Test
    void all_problems_are_told_at_once() {
        Sale sale = sale("""
                {"model":"kling-v2-6","mode":"std","duration":6,"aspectRatio":"4:3","sound":true,"cfgScale":0.5,
                 "negativePrompt":"%s","durration":5,"watermark":"yes"}""".formatted("x".repeat(2_501)));

        assertThat(pointers(sale))
                .containsExactlyInAnyOrder(
                        "/prompt",
                        "/negativePrompt",
                        "/aspectRatio",
                        "/duration",
                        "/sound",
                        "/cfgScale",
                        "/durration",
                        "/watermark");
    }

    @Test
    void what_is_left_out_gets_the_cheapest_usual_choice() {
        Sold sold = sold("{\"prompt\":\"A boat\"}");

        assertThat(sold.order().model()).isEqualTo("kling-v2-6");
        assertThat(sold.order().mode()).isEqualTo("std");
        assertThat(sold.order().seconds()).isEqualTo(5);
        assertThat(sold.order().aspectRatio()).isEqualTo("16:9");
        assertThat(sold.order().sound()).isFalse();
    }

    @Test
    void a_field_that_is_null_is_as_good_as_left_out() {
        Sold sold = sold("{\"prompt\":\"A boat\",\"model\":null,\"mode\":null,\"duration\":null,\"aspectRatio\":null}");

        assertThat(sold.order()).isEqualTo(sold("{\"prompt\":\"A boat\"}").order());
    }

    @Test
    void only_a_video_that_is_edited_gives_its_shape() {
        String feature = "{'prompt':'x','videoList':[{'videoUrl':'https://a.example/1.mp4','referType':'feature'}]}";
        String base = "{'prompt':'x','videoList':[{'videoUrl':'https://a.example/1.mp4'}]}";

        assertThat(((Sold) Sale.of(wish("omni-video", feature.replace((char) 39, '"')), CATALOGUE, Generation.ALL))
                        .order()
                        .aspectRatio())
                .isEqualTo("16:9");
        assertThat(((Sold) Sale.of(wish("omni-video", base.replace((char) 39, '"')), CATALOGUE, Generation.ALL))
                        .order()
                        .aspectRatio())
                .isEqualTo("-");
    }

    @Test
    void sound_without_a_mode_takes_the_first_mode_that_has_it() {
        assertThat(sold("{\"prompt\":\"A boat\",\"model\":\"kling-v2-6\",\"sound\":true}")
                        .order()
                        .mode())
                .isEqualTo("pro");
    }

    @Test
    void a_prompt_is_measured_in_characters_not_in_surrogates() {
        assertThat(sale("{\"prompt\":\"" + "🛶".repeat(2_500) + "\"}")).isInstanceOf(Sold.class);
        assertThat(pointers(sale("{\"prompt\":\"" + "🛶".repeat(2_501) + "\"}")))
                .containsExactly("/prompt");
    }

    @Test
    void a_refusal_names_what_is_allowed_and_repeats_no_novel() {
        Sale sale = sale("{\"prompt\":\"A boat\",\"model\":\"" + "m".repeat(5_000) + "\"}");

        assertThat(((Refused) sale).problems().getFirst().message())
                .contains("kling-v3, kling-3.0-turbo, kling-v2-6, kling-v2-5-turbo")
                .hasSizeLessThan(300);
    }

    @Test
    void a_retired_model_is_told_so() {
        Sale sale = sale("{\"prompt\":\"A boat\",\"model\":\"kling-v1-6\"}");

        assertThat(((Refused) sale).problems().getFirst().message()).contains("switched off by Kling on 2026-09-15");
    }

    @Test
    void a_special_field_names_the_models_that_take_it() {
        Sale sale = sale("{\"prompt\":\"A boat\",\"model\":\"kling-v2-6\",\"multiShot\":true}");

        assertThat(((Refused) sale).problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains("models that can: kling-v3"));
    }

    /** Typed from docs/kling.md, Prices: the order, its units and its US dollars. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image2video | {'image':'https://a.example/1.png','model':'kling-v3','mode':'pro','sound':true} | 6 | 0.84",
                "image2video | {'image':'https://a.example/1.png','imageTail':'https://a.example/2.png','model':'kling-v2-6','mode':'pro'} | 2.5 | 0.35",
                "text2video | {'prompt':'x','model':'kling-v2-6','mode':'pro','sound':true,'voiceList':[{'voiceId':'v'}]} | 6 | 0.84",
                "omni-video | {'prompt':'x','model':'kling-v3-omni','mode':'std'} | 3 | 0.42",
                "omni-video | {'prompt':'x','model':'kling-v3-omni','sound':true,'duration':10} | 10 | 1.40",
                "omni-video | {'prompt':'x','model':'kling-v3-omni','mode':'4k','duration':15} | 45 | 6.30",
                "omni-video | {'prompt':'x','videoList':[{'videoUrl':'https://a.example/1.mp4'}],'inputSeconds':4} | 4.8 | 0.672",
                "omni-video | {'prompt':'x','videoList':[{'videoUrl':'https://a.example/1.mp4'}]} | 18 | 2.52",
                "omni-video | {'prompt':'x','mode':'std','videoList':[{'videoUrl':'https://a.example/1.mp4','referType':'feature'}],'duration':10} | 9 | 1.26",
                "motion-control | {'imageUrl':'https://a.example/1.png','videoUrl':'https://a.example/1.mp4','characterOrientation':'video','inputSeconds':10} | 5 | 0.70",
                "motion-control | {'imageUrl':'https://a.example/1.png','videoUrl':'https://a.example/1.mp4','characterOrientation':'video','model':'kling-v3','mode':'pro','inputSeconds':5} | 6 | 0.84",
                "avatar | {'image':'https://a.example/1.png','soundFile':'https://a.example/1.mp3','inputSeconds':10} | 4 | 0.56",
                "image | {'prompt':'x'} | 8 | 0.028",
                "image | {'prompt':'x','n':9,'resolution':'2k'} | 72 | 0.252",
                "image | {'prompt':'x','model':'kling-v2-1'} | 4 | 0.014",
                "image | {'prompt':'x','model':'kling-v2-1','image':'https://a.example/1.png'} | 8 | 0.028",
                "omni-image | {'prompt':'x','model':'kling-v3-omni','resolution':'4k'} | 16 | 0.056",
                "omni-image | {'prompt':'x'} | 8 | 0.028",
                "omni-image | {'prompt':'x','model':'kling-v3-omni','resultType':'series','seriesAmount':3} | 24 | 0.084",
                "omni-image | {'prompt':'x','model':'kling-v3-omni','resultType':'series','seriesAmount':'9','resolution':'4k'} | 144 | 0.504",
                "omni-image | {'prompt':'x','model':'kling-v3-omni','resultType':'series','seriesAmount':'auto'} | 72 | 0.252",
                "omni-image | {'prompt':'x','model':'kling-v3-omni','resultType':'single','n':2} | 16 | 0.056",
                "multi-image2image | {'subjectImageList':[{'subjectImage':'https://a.example/1.png'}]} | 16 | 0.056",
                "expand | {'image':'https://a.example/1.png','upExpansionRatio':0.1,'downExpansionRatio':0,'leftExpansionRatio':0,'rightExpansionRatio':1} | 8 | 0.028",
            })
    void every_product_has_the_price_of_the_price_list(String kind, String json, BigDecimal units, BigDecimal dollars) {
        Sale sale = Sale.of(wish(kind, json.replace((char) 39, '"')), CATALOGUE, Generation.ALL);

        assertThat(sale).isInstanceOfSatisfying(Sold.class, sold -> {
            assertThat(sold.quote().milliUnits())
                    .isEqualTo(units.movePointRight(3).longValueExact());
            assertThat(sold.quote().microUsd())
                    .isEqualTo(dollars.movePointRight(6).longValueExact());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image2video | {'prompt':'x'} | /image",
                "image2video | {'image':'https://a.example/1.png','imageTail':'https://a.example/2.png','model':'kling-v2-6','mode':'pro','sound':true} | /imageTail",
                "image2video | {'image':'https://a.example/1.png','imageTail':'https://a.example/2.png','model':'kling-v2-5-turbo'} | /imageTail",
                "image2video | {'image':'nothing like a picture!'} | /image",
                "text2video | {'prompt':'x','model':'kling-v3','multiShot':true} | /shotType",
                "text2video | {'model':'kling-v3','multiShot':true,'shotType':'customize','duration':5,'multiPrompt':[{'index':1,'prompt':'a','duration':2},{'index':2,'prompt':'b','duration':2}]} | /multiPrompt",
                "text2video | {'model':'kling-v3','multiShot':true,'shotType':'customize','duration':4,'multiPrompt':[{'index':1,'prompt':'a','duration':2},{'index':3,'prompt':'b','duration':2}]} | /multiPrompt/1/index",
                "text2video | {'prompt':'x','voiceList':[{'voiceId':'v'}],'mode':'std'} | /voiceList",
                "motion-control | {'imageUrl':'https://a.example/1.png','videoUrl':'https://a.example/1.mp4'} | /characterOrientation",
                "avatar | {'image':'https://a.example/1.png'} | /audioId",
                "avatar | {'image':'https://a.example/1.png','audioId':'1','soundFile':'https://a.example/1.mp3'} | /soundFile",
                "image | {'prompt':'x','n':10} | /n",
                "image | {'prompt':'x','resolution':'4k'} | /resolution",
                "omni-image | {'prompt':'x','resolution':'4k'} | /resolution",
                "omni-image | {'prompt':'x','resultType':'series'} | /resultType",
                "omni-image | {'prompt':'x','model':'kling-v3-omni','resultType':'series','seriesAmount':1} | /seriesAmount",
                "omni-image | {'prompt':'x','model':'kling-v3-omni','resultType':'series','seriesAmount':10} | /seriesAmount",
                "omni-image | {'prompt':'x','model':'kling-v3-omni','resultType':'series','n':2} | /n",
                "omni-image | {'prompt':'x','model':'kling-v3-omni','seriesAmount':3} | /resultType",
                "image | {'prompt':'x','image':'https://a.example/1.png','negativePrompt':'y'} | /negativePrompt",
                "expand | {'image':'https://a.example/1.png','upExpansionRatio':3,'downExpansionRatio':0,'leftExpansionRatio':0,'rightExpansionRatio':1} | /upExpansionRatio",
                "text2video | {'prompt':null} | /prompt",
                "image | {'prompt':null} | /prompt",
                "film | {} | /kind",
                "omni-video | {'prompt':'x','imageList':[{'imageUrl':'https://a.example/1.png','type':'end_frame'}]} | /imageList",
                "omni-video | {'prompt':'x','imageList':[{'imageUrl':'https://a.example/1.png','type':'first_frame'}],'videoList':[{'videoUrl':'https://a.example/1.mp4'}]} | /imageList",
                "omni-video | {'prompt':'x','model':'kling-v3-omni','sound':true,'videoList':[{'videoUrl':'https://a.example/1.mp4','referType':'feature'}]} | /sound",
                "omni-video | {'prompt':'x','elementList':[{'elementId':1},{'elementId':2},{'elementId':3}],'imageList':[{'imageUrl':'https://a.example/1.png'},{'imageUrl':'https://a.example/2.png'}],'videoList':[{'videoUrl':'https://a.example/1.mp4'}]} | /imageList",
                "motion-control | {'imageUrl':'https://a.example/1.png','videoUrl':'https://a.example/1.mp4','characterOrientation':'image','inputSeconds':11} | /inputSeconds",
                "advanced-lip-sync | {'sessionId':'1','faceChoose':[{'faceId':'0','audioId':'1','soundStartTime':2000,'soundEndTime':3000,'soundInsertTime':0}]} | /faceChoose/0/soundEndTime",
                "expand | {'image':'https://a.example/1.png','upExpansionRatio':1,'downExpansionRatio':1,'leftExpansionRatio':0,'rightExpansionRatio':0.1} | /upExpansionRatio",
                "effects | {'effectScene':'hug','input':{'image':'https://a.example/1.png'}} | /model",
                "text2video | {'prompt':'x','model':'kling-3.0-turbo','sound':false} | /sound",
                "text2video | {'prompt':'x','model':'kling-3.0-turbo','negativePrompt':'y'} | /negativePrompt",
                "image2video | {'image':'iVBORw0KGgoAAAANSUhEUgAAAZAAAAGQCAIAAAAP3aGbAAAA','model':'kling-3.0-turbo'} | /image",
                "image2video | {'imageTail':'https://a.example/1.png','model':'kling-3.0-turbo'} | /imageTail",
                "image2video | {'image':'https://a.example/1.png','cameraControl':{'type':'simple'}} | /cameraControl/config",
                "image2video | {'image':'https://a.example/1.png','cameraControl':{'type':'down_back'}} | /cameraControl",
                "lip-sync | {'input':{'videoUrl':'https://a.example/1.mp4','mode':'text2video','text':'x'}} | /input/voiceId",
                "lip-sync | {'input':{'videoUrl':'https://a.example/1.mp4','mode':'audio2video'}} | /input/audioType",
                "lip-sync | {'input':{'mode':'audio2video','audioType':'url','audioUrl':'https://a.example/1.mp3'}} | /input/videoId",
                "lip-sync | {'input':{'videoUrl':'https://a.example/1.mp4','mode':'audio2video','audioType':'url','audioUrl':'https://a.example/1.mp3'},'inputSeconds':61} | /inputSeconds",
                "advanced-lip-sync | {'sessionId':'1','faceChoose':[{'faceId':'0','soundStartTime':0,'soundEndTime':3000,'soundInsertTime':0}]} | /faceChoose/0/audioId",
                "text-to-speech | {'text':'x','voiceId':'ai_kaiya'} | /voiceLanguage",
                "text-to-speech | {'text':'x','voiceId':'ai_kaiya','voiceLanguage':'en','voiceSpeed':2.1} | /voiceSpeed",
                "identify-face | {'videoId':'1','videoUrl':'https://a.example/1.mp4'} | /videoUrl",
                "custom-voice | {'voiceName':'A name of more than twenty','voiceUrl':'https://a.example/1.mp3'} | /voiceName",
                "custom-element | {'elementName':'x','elementDescription':'y','referenceType':'image_refer'} | /elementImageList",
                "extend | {'videoId':'1'} | /model",
                "multi-elements-init | {'videoUrl':'https://a.example/1.mp4'} | /model",
            })
    void every_trap_is_refused_with_its_pointer(String kind, String json, String pointer) {
        assertThat(pointers(Sale.of(wish(kind, json.replace((char) 39, '"')), CATALOGUE, Generation.ALL)))
                .contains(pointer);
    }

    private static Wish wish(String model, String mode, int seconds, boolean sound) {
        return wish(
                "text2video",
                "{\"prompt\":\"A paper boat\",\"model\":\"%s\",\"mode\":\"%s\",\"duration\":%d,\"sound\":%b}"
                        .formatted(model, mode, seconds, sound));
    }

    private static Wish wish(String kind, String json) {
        try {
            return new Wish(kind, (ObjectNode) JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static Sale sale(String json) {
        return Sale.of(wish("text2video", json), CATALOGUE, Generation.ALL);
    }

    private static Sold sold(String json) {
        return (Sold) sale(json);
    }

    private static List<String> pointers(Sale sale) {
        assertThat(sale).isInstanceOf(Refused.class);
        return ((Refused) sale).problems().stream().map(Problem::pointer).toList();
    }
}
