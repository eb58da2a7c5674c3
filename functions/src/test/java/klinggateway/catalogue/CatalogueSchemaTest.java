package klinggateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import klinggateway.job.Endpoint;
import klinggateway.job.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that an operator edits a catalogue by says what the reading code says. */
class CatalogueSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNode DOCUMENT = document();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DOCUMENT);

    @Test
    void it_is_a_schema() {
        Schema metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaSchema.validate(DOCUMENT)).isEmpty();
        assertThat(metaSchema.validate(json("{\"type\":\"nothing\"}"))).isNotEmpty();
    }

    @Test
    void the_built_in_catalogue_is_valid() {
        assertThat(problems(root -> {})).isEmpty();
    }

    @Test
    void copies_that_operators_make_are_valid_and_are_read() {
        List<Consumer<ObjectNode>> edits = List.of(
                root -> root.put("$schema", "catalogue.schema.json").put("version", "ours"),
                root -> ((ObjectNode) root.path("usdPerUnit")).put("video", 0.126),
                root -> Catalogues.offers(root, offer -> offer.remove("retired")),
                root -> Catalogues.offers(root, offer -> {
                    if (offer.remove("unpriced") != null) {
                        offer.putArray("prices").addObject().put("units", 2).putObject("when");
                    }
                }),
                root -> Catalogues.offers(
                        root, offer -> offer.putArray("generations").add("older")));

        assertThat(edits).allSatisfy(edit -> {
            assertThat(problems(edit)).isEmpty();
            Catalogues.edited(edit);
        });
    }

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest(name = "mistake of seed {0}")
    @MethodSource("seeds")
    void a_mistake_of_structure_is_refused_by_the_schema_and_by_the_code(int seed) {
        List<String> mistake = new ArrayList<>();
        Consumer<ObjectNode> edit = root -> mistake.add(CatalogueMutation.in(root, new Random(seed)));

        assertThat(problems(edit)).as("the schema on a %s", mistake).isNotEmpty();
        assertThatThrownBy(() -> Catalogues.edited(edit))
                .as("the code on a %s", mistake)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_mistakes_are_of_every_sort() {
        List<String> mistakes = seeds().mapToObj(seed -> {
                    List<String> mistake = new ArrayList<>();
                    Catalogues.json(root -> mistake.add(CatalogueMutation.in(root, new Random(seed))));
                    return mistake.getFirst();
                })
                .toList();

        assertThat(mistakes)
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(' ')))
                .contains(
                        "catalogue",
                        "product",
                        "field",
                        "rules",
                        "need",
                        "together",
                        "model",
                        "offer",
                        "mode",
                        "price",
                        "special");
        for (String sort : List.of(" without ", "_ for ", "null for ", "true for ", "[] for ", " unknown word for ")) {
            assertThat(mistakes)
                    .filteredOn(mistake -> mistake.contains(sort))
                    .as(sort)
                    .hasSizeGreaterThan(10);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"choice\"}",
                "{\"type\":\"choice\",\"of\":[]}",
                "{\"type\":\"text\",\"of\":[\"a\"]}",
                "{\"type\":\"list\"}",
                "{\"type\":\"text\",\"item\":{\"type\":\"text\"}}",
                "{\"type\":\"object\"}",
                "{\"type\":\"object\",\"fields\":{}}",
                "{\"type\":\"text\",\"fields\":{\"a\":{\"type\":\"text\"}}}",
                "{\"type\":\"list\",\"item\":{\"type\":\"choice\"}}",
            })
    void a_field_whose_type_and_rest_do_not_fit_is_refused_by_both(String field) {
        Consumer<ObjectNode> edit = root -> ((ObjectNode) root.at("/products/image/fields")).set("n", json(field));

        assertThat(problems(edit)).isNotEmpty();
        assertThatThrownBy(() -> Catalogues.edited(edit)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("/$defs/field/properties/type", spelled(Field.Type.values())),
                Arguments.of("/$defs/field/properties/wire", spelled(Field.Wire.values())),
                Arguments.of("/$defs/product/properties/per", spelled(Product.Per.values())),
                Arguments.of("/$defs/offer/properties/generations/items", spelled(Generation.values())),
                Arguments.of(
                        "/$defs/product/properties/protocol",
                        Stream.of(Endpoint.Protocol.values())
                                .filter(protocol -> protocol != Endpoint.Protocol.UNKNOWN)
                                .map(Endpoint.Protocol::word)
                                .toList()),
                Arguments.of(
                        "/$defs/pool", Stream.of(Pool.values()).map(Pool::word).toList()),
                Arguments.of("/$defs/fact", List.copyOf(Facts.NAMES)));
    }

    @ParameterizedTest
    @MethodSource("words")
    void its_words_are_those_of_the_code(String pointer, List<String> words) {
        assertThat(DOCUMENT.at(pointer).path("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(words);
    }

    @Test
    void every_member_is_described() {
        List<String> silent = new ArrayList<>();
        addSilent("", DOCUMENT, silent);

        assertThat(silent).isEmpty();
        assertThat(DOCUMENT.at("/$defs/offer/properties").size()).isEqualTo(Offer.class.getRecordComponents().length);
        assertThat(DOCUMENT.at("/$defs/product/properties").size())
                .isEqualTo(Product.class.getRecordComponents().length);
        assertThat(DOCUMENT.at("/$defs/field/properties").size()).isEqualTo(Field.class.getRecordComponents().length);
    }

    /** Members whose schema has no description of its own. What {@code if} and {@code then} repeat is not looked at. */
    private static void addSilent(String pointer, JsonNode schema, List<String> silent) {
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            if (!member.getValue().has("description")) {
                silent.add(pointer + "/" + member.getKey());
            }
            addSilent(pointer + "/" + member.getKey(), member.getValue(), silent);
        }
        for (Map.Entry<String, JsonNode> definition : schema.path("$defs").properties()) {
            if (!definition.getValue().has("description")) {
                silent.add("$defs/" + definition.getKey());
            }
            addSilent("$defs/" + definition.getKey(), definition.getValue(), silent);
        }
        for (String below : List.of("items", "additionalProperties")) {
            if (schema.path(below).isObject()) {
                addSilent(pointer + "/" + below, schema.path(below), silent);
            }
        }
    }

    private static List<Error> problems(Consumer<ObjectNode> edit) {
        return SCHEMA.validate(
                json(Catalogues.json(edit)),
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static List<String> spelled(Enum<?>[] values) {
        return Stream.of(values)
                .map(value -> JSON.convertValue(value, String.class))
                .toList();
    }

    private static JsonNode document() {
        try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.schema.json"))) {
            return json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
