package klinggateway.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import klinggateway.TestGateway;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Model;
import klinggateway.catalogue.Offer;
import klinggateway.catalogue.Sale;
import klinggateway.catalogue.Wish;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobRequest;
import klinggateway.job.JobState;
import klinggateway.lifecycle.Accept.Acceptance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks everything the catalogue sells: it is accepted, created at the emulator, finished, and estimate, settled cost and
 * deduction are the same. The emulator has its prices from docs/kling.md and knows nothing of the catalogue.
 */
class WalkTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Catalogue CATALOGUE = Catalogue.builtIn();

    /** What an order of each kind needs beside its model, mode, length and sound. Inputs of the emulator last 5 s. */
    private static final Map<String, String> NEEDS = Map.ofEntries(
            Map.entry("text2video", "{'prompt':'A boat'}"),
            Map.entry("image2video", "{'prompt':'A boat','image':'https://a.example/1.png'}"),
            Map.entry("omni-video", "{'prompt':'A boat'}"),
            Map.entry(
                    "motion-control",
                    "{'imageUrl':'https://a.example/1.png','videoUrl':'https://a.example/1.mp4','characterOrientation':'video','inputSeconds':5}"),
            Map.entry(
                    "avatar",
                    "{'image':'https://a.example/1.png','soundFile':'https://a.example/1.mp3','inputSeconds':5}"),
            Map.entry("image", "{'prompt':'A boat','n':2}"),
            Map.entry("omni-image", "{'prompt':'A boat'}"),
            Map.entry(
                    "multi-image2image",
                    "{'prompt':'A boat','subjectImageList':[{'subjectImage':'https://a.example/1.png'}]}"),
            Map.entry(
                    "expand",
                    "{'image':'https://a.example/1.png','upExpansionRatio':0.1,'downExpansionRatio':0.1,'leftExpansionRatio':0.1,'rightExpansionRatio':0.1}"),
            Map.entry(
                    "virtual-try-on",
                    "{'humanImage':'https://a.example/1.png','clothImage':'https://a.example/2.png'}"),
            Map.entry("ai-multi-shot", "{'elementFrontalImage':'https://a.example/1.png'}"),
            Map.entry("text-to-audio", "{'prompt':'Rain','duration':5}"),
            Map.entry("video-to-audio", "{'videoUrl':'https://a.example/1.mp4','bgmPrompt':'calm'}"));

    static Stream<String> kinds() {
        return CATALOGUE.products().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everything_that_is_sold_is_made_and_costs_what_was_said(String kind) {
        List<ObjectNode> orders = orders(kind);
        assertThat(orders).isNotEmpty();
        try (TestGateway gateway = new TestGateway(50)) {
            for (ObjectNode order : orders) {
                assertMadeAtItsPrice(gateway, kind, order);
            }
        }
    }

    private static void assertMadeAtItsPrice(TestGateway gateway, String kind, ObjectNode fields) {
        Sale sale = Sale.of(new Wish(kind, fields), CATALOGUE);
        assertThat(sale).as("%s %s", kind, fields).isInstanceOf(Sale.Sold.class);
        Sale.Sold sold = (Sale.Sold) sale;
        JobRequest request = StoredRequest.of(sold, Map.of(), Optional.empty());
        BigDecimal before = gateway.emulator.unitsDeducted();
        Job accepted = ((Acceptance.Accepted) gateway.accept.accept(TestGateway.KEY_ID, sold, request)).job();

        Job started = gateway.start.start(accepted, request, gateway.deadline());
        gateway.time.pass(Duration.ofHours(2));
        Job ended = started.state().isEnded() ? started : gateway.sync.ask(started, gateway.deadline());

        assertThat(ended.state()).as("%s %s: %s", kind, fields, ended.ending()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ended.charge())
                .as("%s %s", kind, fields)
                .isEqualTo(new Charge(sold.quote().milliUnits(), sold.quote().microUsd(), true));
        assertThat(gateway.emulator.unitsDeducted().subtract(before))
                .as("%s %s", kind, fields)
                .isEqualByComparingTo(BigDecimal.valueOf(sold.quote().milliUnits(), 3));
    }

    private static List<ObjectNode> orders(String kind) {
        List<ObjectNode> orders = new ArrayList<>();
        for (Model model : CATALOGUE.models()) {
            model.offer(kind).ifPresent(offer -> addOrders(orders, kind, model, offer));
        }
        return orders;
    }

    private static void addOrders(List<ObjectNode> orders, String kind, Model model, Offer offer) {
        Set<String> modes = offer.modes().isEmpty() ? Set.of("") : offer.modes().keySet();
        for (String mode : modes) {
            for (int seconds : offer.plainSeconds().isEmpty() ? List.of(0) : offer.plainSeconds()) {
                for (boolean sound : offer.sound().contains(mode) ? List.of(false, true) : List.of(false)) {
                    ObjectNode order = needs(kind).put("model", model.name());
                    if (!mode.isEmpty()) {
                        order.put("mode", mode);
                    }
                    if (seconds > 0) {
                        order.put("duration", seconds);
                    }
                    if (sound) {
                        order.put("sound", true);
                    }
                    orders.add(order);
                }
            }
        }
    }

    private static ObjectNode needs(String kind) {
        String json = NEEDS.get(kind);
        assertThat(json).as("what an order of %s needs", kind).isNotNull();
        try {
            return (ObjectNode) JSON.readTree(String.valueOf(json).replace((char) 39, '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
