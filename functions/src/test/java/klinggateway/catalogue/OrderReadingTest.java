package klinggateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for Kling can be read again, in both generations: an order in Kling's words buys what the gateway's would. */
class OrderReadingTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Catalogue CATALOGUE = Catalogues.withEveryPrice();

    record Sample(String kind, String order) {

        Wish wish() {
            return new Wish(kind, object(order));
        }
    }

    /** The sample orders of all products, and others with what those lack. */
    static Stream<Sample> orders() {
        Stream<Sample> samples =
                samples().entrySet().stream().map(sample -> new Sample(sample.getKey(), sample.getValue()));
        return Stream.concat(
                samples,
                Stream.of(
                        new Sample(
                                "text2video",
                                "{\"prompt\":\"A fox\",\"model\":\"kling-v3\",\"mode\":\"4k\",\"duration\":7,\"sound\":true}"),
                        new Sample(
                                "text2video",
                                "{\"prompt\":\"A fox\",\"model\":\"kling-v2-6\",\"mode\":\"pro\",\"sound\":true,\"watermark\":true,\"negativePrompt\":\"rain\"}"),
                        new Sample(
                                "text2video",
                                "{\"model\":\"kling-v3\",\"multiShot\":true,\"shotType\":\"customize\",\"duration\":8,\"multiPrompt\":[{\"index\":1,\"prompt\":\"A\",\"duration\":3},{\"index\":2,\"prompt\":\"B\",\"duration\":5}]}"),
                        new Sample(
                                "omni-video",
                                "{\"prompt\":\"<<<image_1>>> walks to <<<element_1>>>\",\"imageList\":[{\"imageUrl\":\"https://example.com/a.png\"},{\"imageUrl\":\"https://example.com/b.png\"}],\"elementList\":[{\"elementId\":829836802793406551}]}"),
                        new Sample(
                                "omni-video",
                                "{\"prompt\":\"Rain\",\"model\":\"kling-v3-omni\",\"videoList\":[{\"videoUrl\":\"https://example.com/a.mp4\",\"referType\":\"base\",\"keepOriginalSound\":true}]}"),
                        new Sample(
                                "omni-image",
                                "{\"prompt\":\"Scenes\",\"model\":\"kling-v3-omni\",\"resultType\":\"series\",\"seriesAmount\":\"4\"}"),
                        new Sample(
                                "omni-image",
                                "{\"prompt\":\"Scenes\",\"model\":\"kling-v3-omni\",\"resultType\":\"series\",\"seriesAmount\":\"auto\"}"),
                        new Sample(
                                "motion-control",
                                "{\"imageUrl\":\"https://example.com/a.png\",\"videoUrl\":\"https://example.com/a.mp4\",\"characterOrientation\":\"image\",\"mode\":\"pro\",\"keepOriginalSound\":false}")));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void an_order_in_the_older_spelling_is_the_same_order(Sample sample) {
        Sale.Sold sold = sold(sample.wish(), Set.of(Generation.OLDER));

        Wish read = OlderOrder.wish(sample.kind(), product(sample.kind()), object(sold.body()));

        Sale.Sold again = sold(read, Set.of(Generation.OLDER));
        assertThat(again.body()).isEqualTo(sold.body());
        assertThat(again.order().model()).isEqualTo(sold.order().model());
        assertThat(again.order().mode()).isEqualTo(sold.order().mode());
    }

    static Stream<Sample> newerOrders() {
        return orders().filter(sample -> sale(sample.wish(), Set.of(Generation.NEWER)) instanceof Sale.Sold)
                .filter(sample -> !sample.order().contains("multiPrompt"));
    }

    @ParameterizedTest
    @MethodSource("newerOrders")
    void an_order_in_the_newer_shape_is_the_same_order(Sample sample) {
        Sale.Sold sold = sold(sample.wish(), Set.of(Generation.NEWER));
        Model model = CATALOGUE.model(sold.order().model()).orElseThrow();

        Wish read =
                NewerOrder.wish(sample.kind(), model, model.offer(sample.kind()).orElseThrow(), object(sold.body()));

        assertThat(sold(read, Set.of(Generation.NEWER)).body()).isEqualTo(sold.body());
    }

    @Test
    void several_kinds_can_be_said_in_the_newer_shape() {
        assertThat(newerOrders().map(Sample::kind))
                .contains("text2video", "image2video", "omni-video", "motion-control");
    }

    @Test
    void what_a_caller_has_named_is_what_the_prompt_refers_to() {
        Model omni = CATALOGUE.model("kling-3.0-omni").orElseThrow();

        Wish wish = NewerOrder.wish("omni-video", omni, omni.offer("omni-video").orElseThrow(), object("""
                {"contents":[{"type":"prompt","text":"@hero meets @hero2 and @fox"},
                 {"type":"refer_image","url":"https://example.com/1.png","id":"hero"},
                 {"type":"refer_image","url":"https://example.com/2.png","id":"hero2"},
                 {"type":"element","element_id":7,"id":"fox"},
                 {"type":"hologram","url":"https://example.com/3.holo"}]}"""));

        assertThat(wish.fields().path("prompt").asText())
                .isEqualTo("<<<image_1>>> meets <<<image_2>>> and <<<element_1>>>");
        assertThat(wish.fields().path("imageList")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "ON", "1", "true"})
    void a_word_that_means_neither_is_refused_and_not_taken_for_one(String sound) {
        Wish wish = OlderOrder.wish(
                "text2video",
                product("text2video"),
                object("{\"prompt\":\"A fox\",\"model_name\":\"kling-v3\",\"sound\":\"" + sound + "\"}"));

        assertThat(sale(wish, Generation.ALL)).isInstanceOf(Sale.Refused.class);
    }

    private static Product product(String kind) {
        return Objects.requireNonNull(CATALOGUE.products().get(kind));
    }

    private static Sale.Sold sold(Wish wish, Set<Generation> in) {
        Sale sale = sale(wish, in);
        assertThat(sale).as("%s", wish).isInstanceOf(Sale.Sold.class);
        return (Sale.Sold) sale;
    }

    private static Sale sale(Wish wish, Set<Generation> in) {
        return Sale.of(wish, CATALOGUE, in);
    }

    /** The bodies of {@code events/generate-*.json} by kind. */
    private static Map<String, String> samples() {
        Map<String, String> samples = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("..", "events"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("generate-"))
                    .toList()) {
                ObjectNode body =
                        object(JSON.readTree(file.toFile()).path("body").asText());
                String kind =
                        body.path("kind").asText(file.getFileName().toString().replaceAll("generate-|\\.json", ""));
                body.remove(List.of("kind", "metadata", "maxCost"));
                samples.put(kind, body.toString());
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
