package klinggateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every row is consistent, and a row is all that a new model needs. */
class CatalogueTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Catalogue CATALOGUE = Catalogue.builtIn();

    @Test
    void every_product_has_a_default_model_that_makes_it_and_names_known_fields() {
        CATALOGUE.products().forEach((kind, product) -> {
            assertThat(CATALOGUE.modelsOf(kind)).as(kind).contains(product.defaultModel());
            assertThat(CATALOGUE.usdPerUnit()).as(kind).containsKey(product.pool());
            product.oneOf()
                    .forEach(group -> assertThat(product.fields()).as(kind).containsKeys(names(group)));
            product.exclusive()
                    .forEach(group -> assertThat(product.fields()).as(kind).containsKeys(names(group)));
            product.fields().forEach((name, field) -> assertField(kind + "/" + name, field));
        });
    }

    @Test
    void every_offer_is_for_known_kinds_modes_and_fields() {
        for (Model model : CATALOGUE.models()) {
            assertThat(model.offers().isEmpty())
                    .as(model.name())
                    .isEqualTo(model.retired().isPresent());
            for (Offer offer : model.offers()) {
                assertThat(CATALOGUE.products()).containsKeys(names(offer.kinds()));
                assertThat(offer.modes().keySet()).as(model.name()).containsAll(offer.sound());
                offer.defaultMode().ifPresent(mode -> assertThat(offer.modes()).containsKey(mode));
                for (String kind : offer.kinds()) {
                    Map<String, Field> fields = fields(kind);
                    assertThat(fields.keySet())
                            .as(model.name() + " " + kind)
                            .containsAll(offer.choices().keySet());
                    Field duration = fields.get("duration");
                    boolean isSoldBySeconds = duration != null && duration.type() == Field.Type.WHOLE_NUMBER;
                    assertThat(offer.seconds().isEmpty())
                            .as(model.name() + " " + kind)
                            .isEqualTo(!isSoldBySeconds);
                }
                for (String mode : offer.modes().keySet()) {
                    assertThat(offer.typicalSeconds(mode))
                            .as(model.name() + " " + mode)
                            .isPositive();
                }
            }
        }
    }

    @Test
    void whatever_an_offer_can_be_ordered_as_has_a_price() {
        for (Model model : CATALOGUE.models()) {
            for (Offer offer : model.offers()) {
                List<String> modes = offer.modes().isEmpty()
                        ? List.of("")
                        : List.copyOf(offer.modes().keySet());
                for (String mode : modes) {
                    for (String sound : offer.sound().contains(mode) ? List.of("false", "true") : List.of("false")) {
                        Map<String, String> facts = Map.of(
                                "mode",
                                mode,
                                "sound",
                                sound,
                                "inputVideo",
                                "false",
                                "voice",
                                "false",
                                "resolution",
                                "1k",
                                "function",
                                "text2image");
                        assertThat(offer.units(facts))
                                .as("%s %s", model.name(), facts)
                                .isPresent();
                    }
                }
            }
        }
    }

    @Test
    void a_new_model_is_one_row() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(builtIn());
        ObjectNode row = (ObjectNode) JSON.readTree("""
                {"name":"kling-v9","offers":[{"kinds":["text2video"],"seconds":[7],"modes":{"std":{"resolution":"720p","typicalSeconds":60}},
                 "prices":[{"when":{"mode":"std"},"units":"0.01"}]}]}""");
        ((ArrayNode) json.path("models")).add(row);

        Catalogue catalogue = Catalogue.read(stream(json));

        Wish wish = new Wish(
                "text2video",
                JsonNodeFactory.instance.objectNode().put("prompt", "x").put("model", "kling-v9"));
        assertThat(Sale.of(wish, catalogue)).isInstanceOfSatisfying(Sale.Sold.class, sold -> {
            assertThat(sold.order().seconds()).isEqualTo(7);
            assertThat(sold.quote().milliUnits()).isEqualTo(70);
            assertThat(sold.quote().microUsd()).isEqualTo(9_800);
        });
    }

    @Test
    void a_model_without_a_price_is_refused_and_never_free() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(builtIn());
        for (JsonNode model : json.path("models")) {
            model.path("offers").forEach(offer -> ((ObjectNode) offer).putArray("prices"));
        }

        Wish wish = new Wish("text2video", JsonNodeFactory.instance.objectNode().put("prompt", "x"));

        assertThat(Sale.of(wish, Catalogue.read(stream(json))))
                .isInstanceOfSatisfying(
                        Sale.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::pointer)
                                .containsExactly("/model"));
    }

    @Test
    void a_misspelled_row_is_not_read_as_something_else() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(builtIn());
        ((ObjectNode) json.path("models").get(0)).put("naem", "kling-v3");

        assertThatThrownBy(() -> Catalogue.read(stream(json))).hasMessageContaining("naem");
    }

    private static void assertField(String at, Field field) {
        assertThat(field.type() == Field.Type.CHOICE)
                .as(at)
                .isEqualTo(!field.of().isEmpty());
        assertThat(field.type() == Field.Type.LIST)
                .as(at)
                .isEqualTo(field.item().isPresent());
        assertThat(field.type() == Field.Type.OBJECT)
                .as(at)
                .isEqualTo(!field.fields().isEmpty());
        field.item().ifPresent(item -> assertField(at + "[]", item));
        field.fields().forEach((name, member) -> assertField(at + "/" + name, member));
    }

    private static Map<String, Field> fields(String kind) {
        Product product = CATALOGUE.products().get(kind);
        assertThat(product).isNotNull();
        return Objects.requireNonNull(product).fields();
    }

    private static String[] names(List<String> names) {
        return names.toArray(String[]::new);
    }

    private static InputStream builtIn() {
        return Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.json"));
    }

    private static InputStream stream(JsonNode json) {
        return new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
