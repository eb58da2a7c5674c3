package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import klinggateway.alert.Kind;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Catalogues;
import klinggateway.emulators.template.Route;
import klinggateway.http.ErrorCode;
import klinggateway.job.ErrorClass;
import klinggateway.job.JobState;
import klinggateway.job.Pool;
import klinggateway.keys.Scope;
import klinggateway.kling.KlingContacts.Request;
import klinggateway.usage.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document is a valid OpenAPI 3.1 document, and it is about this gateway. */
class OpenApiTest {

    private static final Description DESCRIPTION = Description.of(Catalogue.builtIn());
    private static final JsonNode ROOT = DESCRIPTION.root();
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("the built-in catalogue", Catalogue.builtIn()),
                Arguments.of("one with every model and price", Catalogues.withEveryPrice()),
                Arguments.of("one without images", Catalogues.edited(OpenApiTest::sellNoImages)));
    }

    private static void sellNoImages(ObjectNode root) {
        root.path("models")
                .forEach(model -> model.path("offers").forEach(offer -> {
                    boolean isImage = offer.path("kinds")
                            .valueStream()
                            .anyMatch(kind -> root.path("products")
                                    .path(kind.asText())
                                    .path("productType")
                                    .asText()
                                    .equals("image"));
                    if (isImage) {
                        ((ObjectNode) offer).put("retired", "2026-11-01");
                    }
                }));
    }

    @Test
    void it_has_every_route_of_the_template_but_those_of_other_apis_and_no_other() {
        assertThat(DESCRIPTION.operations().keySet())
                .containsExactlyInAnyOrderElementsOf(Api.TEMPLATE.routes().stream()
                        .filter(route -> !route.method().equals("ANY"))
                        .map(Route::key)
                        .toList());
    }

    @ParameterizedTest(name = "with {0}")
    @MethodSource("documents")
    void every_schema_in_it_is_one(String name, Catalogue catalogue) {
        Schema metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        JsonNode root = Description.of(catalogue).root();

        List<JsonNode> schemas = new ArrayList<>(root.findValues("schema"));
        root.at("/components/schemas").forEach(schemas::add);
        assertThat(schemas)
                .hasSizeGreaterThan(80)
                .allSatisfy(schema -> assertThat(metaSchema.validate(schema)).isEmpty());
    }

    @ParameterizedTest(name = "with {0}")
    @MethodSource("documents")
    void every_reference_leads_somewhere_and_nothing_is_there_for_nobody(String name, Catalogue catalogue) {
        JsonNode root = Description.of(catalogue).root();

        Set<String> references = new TreeSet<>(root.findValuesAsText("$ref"));
        Set<String> components = new TreeSet<>();
        root.path("components")
                .properties()
                .forEach(sort -> sort.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                component -> components.add("#/components/" + sort.getKey() + "/" + component)));
        components.remove("#/components/securitySchemes/key");
        assertThat(references).isSubsetOf(components);
        // What only certain kinds of a catalogue use is there all the same.
        Set<String> unused = new TreeSet<>(components);
        unused.removeAll(references);
        assertThat(unused)
                .isSubsetOf(
                        "#/components/schemas/KlingId", "#/components/schemas/VideoId", "#/components/schemas/Media");
    }

    /** What the specification asks of operations and its schema would check, were it here. */
    @Test
    void every_operation_is_complete() {
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>(ROOT.path("tags").findValuesAsText("name"));
        assertThat(ROOT.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(ROOT.path("info").path("title").asText()).isNotEmpty();
        assertThat(ROOT.path("info").path("version").asText()).isNotEmpty();
        ROOT.path("paths").forEach(path -> assertThat(METHODS).containsAll(path::fieldNames));
        DESCRIPTION.operations().forEach((route, operation) -> {
            assertThat(ids.add(operation.path("operationId").asText())).isTrue();
            assertThat(operation.path("tags")).hasSize(1);
            assertThat(tags).contains(operation.at("/tags/0").asText());
            assertThat(operation.path("summary").asText()).isNotEmpty();
            assertThat(operation.path("description").asText()).contains("Needs");
            assertThat(pathParameters(operation)).as(route).isEqualTo(parametersIn(route));
            for (JsonNode described : operation.path("parameters")) {
                JsonNode parameter = DESCRIPTION.resolved(described);
                assertThat(parameter.path("in").asText()).isIn("path", "query", "header");
                assertThat(parameter.path("description").asText()).isNotEmpty();
                assertThat(parameter.has("schema")).isTrue();
                assertThat(parameter.path("required").asBoolean()
                                || !parameter.path("in").asText().equals("path"))
                        .isTrue();
            }
            assertThat(operation.path("responses").size()).isPositive();
            operation
                    .path("responses")
                    .forEach(response -> assertThat(DESCRIPTION
                                    .resolved(response)
                                    .path("description")
                                    .asText())
                            .isNotEmpty());
        });
    }

    private static Set<String> pathParameters(JsonNode operation) {
        Set<String> names = new TreeSet<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("path")) {
                names.add(parameter.path("name").asText());
            }
        });
        return names;
    }

    private static Set<String> parametersIn(String route) {
        Set<String> names = new TreeSet<>();
        for (Matcher matcher = PATH_PARAMETER.matcher(route); matcher.find(); ) {
            names.add(matcher.group(1));
        }
        return names;
    }

    @ParameterizedTest(name = "with {0}")
    @MethodSource("documents")
    void every_member_is_described(String name, Catalogue catalogue) {
        Description description = Description.of(catalogue);
        List<String> silent = new ArrayList<>();
        description.root().at("/components/schemas").properties().forEach(schema -> {
            assertThat(schema.getValue().path("description").asText())
                    .as(schema.getKey())
                    .isNotEmpty();
            for (JsonNode properties : schema.getValue().findValues("properties")) {
                properties.properties().forEach(property -> {
                    JsonNode value = property.getValue();
                    boolean isCondition = value.size() == 1 && value.has("const");
                    if (!isCondition
                            && !value.has("description")
                            && !description.resolved(value).has("description")) {
                        silent.add(schema.getKey() + "/" + property.getKey());
                    }
                });
            }
        });

        assertThat(silent).isEmpty();
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("ErrorCode", names(ErrorCode.values())),
                Arguments.of(
                        "Alert/properties/kind",
                        Stream.of(Kind.values()).map(Kind::word).toList()),
                Arguments.of("Scope", Stream.of(Scope.values()).map(Scope::word).toList()),
                Arguments.of("Job/properties/status", states()),
                Arguments.of("RecentJob/properties/status", states()),
                Arguments.of(
                        "JobError/properties/reason",
                        Stream.of(ErrorClass.values()).map(ErrorClass::word).toList()),
                Arguments.of(
                        "KlingRequest",
                        Stream.of(Request.values()).map(Request::word).toList()),
                Arguments.of(
                        "UsageEvent/properties/reason",
                        Stream.of(ErrorClass.values()).map(ErrorClass::word).toList()),
                Arguments.of(
                        "Estimate/properties/pool",
                        Stream.of(Pool.values()).map(Pool::word).toList()),
                Arguments.of(
                        "UsageSummary/properties/callsByStatus/propertyNames",
                        Stream.of(Status.values()).map(Status::word).toList()));
    }

    @ParameterizedTest
    @MethodSource("words")
    void its_words_are_those_of_the_code(String schema, List<String> words) {
        assertThat(ROOT.at("/components/schemas/" + schema).path("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(words);
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    private static List<String> states() {
        return Stream.of(JobState.values()).map(JobState::word).toList();
    }

    @Test
    void every_error_code_is_explained() {
        String text = ROOT.at("/components/schemas/ErrorCode/description").asText();

        assertThat(ErrorCode.values()).allSatisfy(code -> assertThat(text).contains(code.name() + ": "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Catalogue",
                "Estimate",
                "JobList",
                "JobStatus",
                "KeyList",
                "NewKey",
                "OrderedJob",
                "Problem",
                "SystemStatus",
                "Usage"
            })
    void an_answer_with_a_member_that_is_not_described_is_noticed(String schema) {
        assertThat(DESCRIPTION.problems(
                        Description.json("{\"$ref\":\"#/components/schemas/" + schema + "\"}"),
                        Description.json("{\"surprise\":1}")))
                .anySatisfy(problem -> assertThat(problem).contains("surprise"));
    }

    @Test
    void a_model_that_an_operator_adds_is_described_by_its_row() {
        Catalogue catalogue = Catalogues.edited(root -> {
            ObjectNode model = root.withArray("models").addObject().put("name", "kling-v9");
            ObjectNode offer = model.putArray("offers").addObject();
            offer.putArray("kinds").add("text2video");
            offer.putArray("seconds").add(7);
            offer.put("typicalSeconds", 60).putObject("allows").putObject("cameraControl");
            offer.putArray("prices").addObject().put("units", "1").putObject("when");
        });

        JsonNode before = ROOT.at("/components/schemas/Order-text2video/properties");
        JsonNode after = Description.of(catalogue).root().at("/components/schemas/Order-text2video/properties");

        assertThat(before.at("/model/enum"))
                .extracting(JsonNode::asText)
                .contains("kling-v3")
                .doesNotContain("kling-v9");
        assertThat(after.at("/model/enum")).extracting(JsonNode::asText).contains("kling-v3", "kling-v9");
        assertThat(after.at("/duration/description").asText()).contains("kling-v9: 7");
        assertThat(before.has("cameraControl")).isFalse();
        assertThat(after.at("/cameraControl/description").asText()).endsWith("Taken by kling-v9.");
    }
}
