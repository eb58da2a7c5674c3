package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import klinggateway.Events;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Model;
import klinggateway.catalogue.Offer;
import klinggateway.catalogue.OrderSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** For each kind that is sold: what its schema refuses is refused, and what is taken is in its schema. */
class DescribedOrdersTest {

    private final Api api = new Api();

    @AfterEach
    void stop() {
        api.close();
    }

    static Stream<String> kinds() {
        return OrderSchema.ofAll(Catalogue.builtIn()).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_mistake_is_refused_by_the_schema_and_by_the_gateway(String kind) {
        APIGatewayV2HTTPEvent event = sample(kind);
        JsonNode schema = api.description.bodySchema(event.getRouteKey());
        Map<String, ObjectNode> mistakes = OrderMistakes.of(api.description, kind, order(event));
        assertThat(mistakes).hasSizeGreaterThan(6).containsKeys("an unknown field", "model unknown");

        mistakes.forEach((what, order) -> {
            event.setBody(order.toString());
            APIGatewayV2HTTPResponse answer = api.send(event);

            assertThat(api.description.problems(schema, order))
                    .as("%s with %s", kind, what)
                    .isNotEmpty();
            assertThat(answer.getStatusCode())
                    .as("%s with %s: %s", kind, what, answer.getBody())
                    .isEqualTo(400);
            assertThat(answer.getBody()).contains("INVALID_PARAMETERS");
        });
        assertThat(api.gateway.emulator.tasks()).isEmpty();
    }

    /** {@link Api} compares each order that is not refused with the schema. */
    @ParameterizedTest(name = "seed 1, orders of {0}")
    @MethodSource("kinds")
    void what_the_gateway_takes_is_in_the_schema(String kind) {
        Random random = new Random(1);
        ObjectNode right = order(sample(kind));
        Map<String, ObjectNode> mistakes = OrderMistakes.of(api.description, kind, right);
        List<ObjectNode> wrong = new ArrayList<>(mistakes.values());
        JsonNode properties =
                api.description.root().at("/components/schemas/Order-" + kind).path("properties");
        List<String> names = new ArrayList<>(
                properties.propertyStream().map(Map.Entry::getKey).toList());
        OrderMistakes samples = OrderMistakes.on(api.description);
        int taken = 0;

        for (int i = 0; i < 300; i++) {
            ObjectNode order = random.nextInt(4) == 0 ? any(wrong, random).deepCopy() : right.deepCopy();
            for (int field = random.nextInt(4); field > 0; field--) {
                String name = any(names, random);
                switch (random.nextInt(4)) {
                    case 0 -> order.remove(name);
                    case 1 -> order.set(name, any(wrong, random).path(name));
                    default -> order.set(name, samples.any(properties.path(name), random));
                }
            }
            order.properties().removeIf(member -> member.getValue().isMissingNode());
            taken += api.post("/api/estimate", order.put("kind", kind).toString(), Api.ADMIN)
                                    .getStatusCode()
                            == 200
                    ? 1
                    : 0;
        }

        assertThat(taken).isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everything_that_is_sold_is_in_the_schema(String kind) {
        Catalogue catalogue = Catalogue.builtIn();
        ObjectNode plain = order(sample(kind)).without(List.of("model", "mode"));
        int taken = 0;
        for (Model model : catalogue.models()) {
            List<ObjectNode> orders = model.offer(kind)
                    .map(offer -> orders(plain.put("kind", kind), model, offer))
                    .orElse(List.of());
            for (ObjectNode order : orders) {
                APIGatewayV2HTTPResponse answer = api.post("/api/estimate", order.toString(), Api.ADMIN);
                taken += answer.getStatusCode() == 200 ? 1 : 0;
            }
        }

        assertThat(taken).isPositive();
    }

    /** In all modes by both names, of all lengths, with and without sound; some of them cannot be had. */
    private static List<ObjectNode> orders(ObjectNode plain, Model model, Offer offer) {
        List<ObjectNode> orders = new ArrayList<>();
        List<String> modes = offer.modes().entrySet().stream()
                .flatMap(mode -> Stream.of(mode.getKey(), mode.getValue().resolution()))
                .toList();
        for (String name : List.of(model.name(), model.newerName().orElse(model.name()))) {
            ObjectNode order = plain.deepCopy().put("model", name);
            orders.add(order);
            modes.forEach(mode -> orders.add(order.deepCopy().put("mode", mode)));
            offer.seconds().forEach(seconds -> orders.add(order.deepCopy().put("duration", seconds)));
            orders.add(order.deepCopy().put("sound", true));
        }
        return orders;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":\"A boat\"} | text2video",
                "{\"image\":\"https://a.example/1.png\"} | image2video",
                "{\"imageTail\":\"https://a.example/1.png\",\"model\":\"kling-v3\"} | image2video",
                "{\"kind\":\"omni-video\",\"prompt\":\"A boat\"} | omni-video",
            })
    void an_order_that_does_not_say_its_kind_is_described_as_what_it_is_taken_for(String order, String kind) {
        for (String route : List.of("/api/estimate", "/api/generate-video")) {
            assertThat(Api.body(200, api.post(route, order, Api.ADMIN))
                            .path("kind")
                            .asText())
                    .isEqualTo(kind);
        }
    }

    @Test
    void an_image_needs_its_kind_where_videos_are_the_default() {
        String order = "{\"prompt\":\"A boat\",\"n\":2}";

        assertThat(Api.body(200, api.post("/api/generate-image", order, Api.ADMIN))
                        .path("kind")
                        .asText())
                .isEqualTo("image");
        for (String path : List.of("/api/estimate", "/api/generate-video")) {
            Api.body(400, api.post(path, order, Api.ADMIN));
            assertThat(api.description.problems(api.description.bodySchema("POST " + path), Description.json(order)))
                    .isNotEmpty();
        }
    }

    private static APIGatewayV2HTTPEvent sample(String kind) {
        return Events.http(kind.equals("text2video") ? "generate" : "generate-" + kind);
    }

    private static ObjectNode order(APIGatewayV2HTTPEvent event) {
        return (ObjectNode) Description.json(event.getBody());
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
