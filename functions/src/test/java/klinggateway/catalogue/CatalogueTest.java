package klinggateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row is consistent, a row is all that a new model needs, and a broken one is told. */
class CatalogueTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void the_built_in_catalogue_is_consistent() {
        assertThat(new CatalogueCheck(Catalogue.builtIn()).problems()).isEmpty();
    }

    /** Of docs/kling.md, Models: the names are typed here, so that none gets lost. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kling-v1 | - | text2video image2video extend image",
                "kling-v1-5 | - | image2video extend image",
                "kling-v1-6 | - | text2video image2video multi-image2video multi-elements multi-elements-init multi-elements-add"
                        + " multi-elements-delete multi-elements-clear multi-elements-preview extend",
                "kling-v2 | - | image multi-image2image",
                "kling-v2-new | - | image",
                "kling-v2-master | - | text2video image2video",
                "kling-v2-1 | - | image2video image multi-image2image",
                "kling-v2-1-master | - | text2video image2video",
                "kling-v2-5-turbo | kling-2.5-turbo | text2video image2video",
                "kling-v2-6 | kling-2.6 | text2video image2video motion-control",
                "kling-v3 | kling-3.0 | text2video image2video motion-control image",
                "kling-3.0-turbo | kling-3.0-turbo | text2video image2video",
                "kling-video-o1 | kling-o1 | omni-video",
                "kling-v3-omni | kling-3.0-omni | omni-video omni-image",
                "kling-image-o1 | - | omni-image",
                "kolors-virtual-try-on-v1 | - | virtual-try-on",
                "kolors-virtual-try-on-v1-5 | - | virtual-try-on",
                "avatar | - | avatar",
                "effects | - | effects",
                "lip-sync | - | lip-sync",
                "advanced-lip-sync | - | advanced-lip-sync",
                "identify-face | - | identify-face",
                "image-recognize | - | image-recognize",
                "text-to-audio | - | text-to-audio",
                "video-to-audio | - | video-to-audio",
                "text-to-speech | - | text-to-speech",
                "custom-voice | - | custom-voice",
                "custom-element | - | custom-element",
                "expand | - | expand",
                "ai-multi-shot | - | ai-multi-shot",
            })
    void every_model_of_kling_is_there(String name, String newerName, String kinds) {
        Model model = Catalogue.builtIn().model(name).orElseThrow();

        assertThat(model.name()).isEqualTo(name);
        assertThat(model.newerName().orElse("-")).isEqualTo(newerName);
        assertThat(model.offers().stream().flatMap(offer -> offer.kinds().stream()))
                .containsExactlyInAnyOrder(kinds.split(" "));
    }

    @Test
    void a_model_is_known_by_either_name() {
        Catalogue catalogue = Catalogue.builtIn();

        assertThat(catalogue.model("kling-3.0")).isEqualTo(catalogue.model("kling-v3"));
    }

    @Test
    void a_new_model_is_one_row() {
        Catalogue catalogue = Catalogues.edited(root -> ((ArrayNode) root.path("models")).add(object("""
                {"name":"kling-v9","offers":[{"kinds":["text2video"],"seconds":[7],"modes":{"std":{"resolution":"720p","typicalSeconds":60}},
                 "prices":[{"when":{"mode":"std"},"units":"0.01"}]}]}""")));
        Wish wish = new Wish(
                "text2video",
                JsonNodeFactory.instance.objectNode().put("prompt", "x").put("model", "kling-v9"));

        assertThat(Sale.of(wish, catalogue, Generation.ALL)).isInstanceOfSatisfying(Sale.Sold.class, sold -> {
            assertThat(sold.order().seconds()).isEqualTo(7);
            assertThat(sold.quote().milliUnits()).isEqualTo(70);
            assertThat(sold.quote().microUsd()).isEqualTo(9_800);
        });
    }

    @Test
    void a_price_of_ones_own_is_one_number() {
        Catalogue catalogue = Catalogues.edited(root -> ((ObjectNode) root.path("usdPerUnit")).put("video", "0.126"));
        Wish wish = new Wish("text2video", JsonNodeFactory.instance.objectNode().put("prompt", "x"));

        assertThat(Sale.of(wish, catalogue, Generation.ALL))
                .isInstanceOfSatisfying(
                        Sale.Sold.class,
                        sold -> assertThat(sold.quote().microUsd()).isEqualTo(189_000));
    }

    @Test
    void a_model_without_a_price_is_refused_and_never_free() {
        Catalogue catalogue = Catalogues.edited(root -> Catalogues.offers(root, offer -> {
            offer.remove("prices");
            offer.put("unpriced", true);
        }));
        Wish wish = new Wish("text2video", JsonNodeFactory.instance.objectNode().put("prompt", "x"));

        assertThat(Sale.of(wish, catalogue, Generation.ALL))
                .isInstanceOfSatisfying(
                        Sale.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::pointer)
                                .containsExactly("/model"));
    }

    @Test
    void an_effect_is_sold_once_the_operator_has_named_the_price_of_its_scene() {
        ObjectNode fields = object(
                "{\"effectScene\":\"hug\",\"input\":{\"images\":[\"https://a.example/1.png\",\"https://a.example/2.png\"]}}");
        Wish hug = new Wish("effects", fields);
        Wish kiss = new Wish("effects", fields.deepCopy().put("effectScene", "kiss"));
        Catalogue catalogue = Catalogues.edited(root -> Catalogues.offers(root, offer -> {
            if (offer.path("kinds").toString().contains("effects")) {
                offer.remove("unpriced");
                offer.putArray("prices").add(object("{\"when\":{\"effectScene\":\"hug\"},\"units\":\"2\"}"));
            }
        }));

        assertThat(Sale.of(hug, Catalogue.builtIn(), Generation.ALL)).isInstanceOf(Sale.Refused.class);
        assertThat(Sale.of(hug, catalogue, Generation.ALL))
                .isInstanceOfSatisfying(
                        Sale.Sold.class,
                        sold -> assertThat(sold.quote().microUsd()).isEqualTo(280_000));
        assertThat(Sale.of(kiss, catalogue, Generation.ALL)).isInstanceOf(Sale.Refused.class);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("/models/0/naem is not known; known are name, newerName, offers", "/models/0", "naem", "\"x\""),
                mistake("/products/image/per cannot be 'minute'", "/products/image", "per", "\"minute\""),
                mistake("/products/image/pool has no price", "/products/image", "pool", "\"sound\""),
                mistake("/products/image/defaultModel makes no image", "/products/image", "defaultModel", "\"x\""),
                mistake("/products/image/path must begin with /v1/", "/products/image", "path", "\"images\""),
                mistake("/products/image/protocol must be one of", "/products/image", "protocol", "\"task2\""),
                mistake("/products/avatar/longestInput must be there", "/products/avatar", "longestInput", "0"),
                mistake(
                        "/products/image/rules name x, which is no field",
                        "/products/image/rules",
                        "oneOf",
                        "[[\"x\"]]"),
                mistake(
                        "/products/image/rules name x, which is no field",
                        "/products/image/rules",
                        "together",
                        "[{\"fields\":[\"n\"],\"most\":1,\"beside\":\"x\"}]"),
                mistake("/products/image/rules have a group without a field", "/products/image/rules", "oneOf", "[[]]"),
                mistake("/fields/n/least is more than /most", "/products/image/fields/n", "least", "10"),
                mistake(
                        "/fields/resolution/default is not one",
                        "/products/image/fields/resolution",
                        "default",
                        "\"8k\""),
                mistake("/fields/resolution/of must be there", "/products/image/fields/resolution", "of", "[]"),
                mistake(
                        "/models kling-v3 text2videos is no product",
                        "/models/0/offers/0",
                        "kinds",
                        "[\"text2videos\"]"),
                mistake("/models kling-v3 image is offered twice", "/models/0/offers/1", "kinds", "[\"image\"]"),
                mistake("/sound names a mode that it has not", "/models/0/offers/0", "sound", "[\"8k\"]"),
                mistake("/defaultMode is none of its modes", "/models/0/offers/0", "defaultMode", "\"8k\""),
                mistake("/longestPrompt must be more than", "/models/0/offers/0", "longestPrompt", "2500"),
                mistake("/seconds must be there", "/models/0/offers/0", "seconds", "[]"),
                mistake(
                        "/allows names prompt, which is not special",
                        "/models/0/offers/0",
                        "allows",
                        "{\"prompt\":{}}"),
                mistake(
                        "/prices depends on weather",
                        "/models/0/offers/0",
                        "prices",
                        "[{\"when\":{\"weather\":\"dry\"},\"units\":\"1\"}]"),
                mistake(
                        "/prices has none for",
                        "/models/0/offers/0",
                        "prices",
                        "[{\"when\":{\"mode\":\"std\"},\"units\":\"1\"}]"),
                mistake("/prices must be there", "/models/0/offers/0", "prices", "[]"),
                mistake("/prices has one below 0", "/models/0/offers/0", "prices", "[{\"when\":{},\"units\":\"-1\"}]"),
                mistake("but the product has no newerPath", "/models/0/offers/2", "generations", "[\"newer\"]"),
                mistake("/models/0/newerName is null", "/models/0", "newerName", "null"),
                mistake("/models/0/offers/0/kinds is missing", "/models/0", "offers", "[{}]"),
                mistake("the model name kling-v3 is there twice", "/models/1", "name", "\"kling-v3\""),
                mistake("/usdPerUnit/gold is no pool", "/usdPerUnit", "gold", "\"1\""),
                mistake("/usdPerUnit/video must be more than 0", "/usdPerUnit", "video", "\"0\""),
                mistake("/modells is not known", "", "modells", "[]"),
                mistake("/version must be a text", "", "version", "1"));
    }

    private static Arguments mistake(String message, String at, String member, String value) {
        return Arguments.of(message, at, member, value);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_its_place(String message, String at, String member, String value) {
        assertThatThrownBy(() -> Catalogues.edited(root -> set(root, at, member, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void all_mistakes_are_told_at_once(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("catalogue.json");
        Files.writeString(
                file,
                Catalogues.json(root -> {
                    set(root, "/models/0", "naem", "1");
                    set(root, "/models/1/offers/0", "seconds", "\"many\"");
                    set(root, "/products/image", "per", "\"minute\"");
                }),
                StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Catalogue.of(file))
                .hasMessageContaining("catalogue.json is broken")
                .hasMessageContaining("/models/0/naem is not known")
                .hasMessageContaining("/models/1/offers/0/seconds has a value of the wrong type")
                .hasMessageContaining("/products/image/per cannot be 'minute'");
    }

    @Test
    void a_file_that_is_not_json_or_not_there_is_told(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("catalogue.json"), "{\n\"version\": }");

        assertThatThrownBy(() -> Catalogue.of(file))
                .hasMessageContaining("it is not JSON")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> Catalogue.of(folder.resolve("nothing.json")))
                .hasMessageContaining("nothing.json cannot be read");
    }

    private static void set(ObjectNode root, String at, String member, String value) {
        ((ObjectNode) root.at(at)).set(member, json(value));
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
