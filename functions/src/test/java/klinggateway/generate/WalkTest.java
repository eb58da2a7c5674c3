package klinggateway.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import klinggateway.TestGateway;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Catalogues;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Model;
import klinggateway.catalogue.Offer;
import klinggateway.catalogue.Sale;
import klinggateway.catalogue.Wish;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobRequest;
import klinggateway.job.JobResult;
import klinggateway.job.JobState;
import klinggateway.kling.Details;
import klinggateway.lifecycle.Accept.Acceptance;
import klinggateway.order.Ordered;
import klinggateway.order.StoredRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks everything the catalogue sells: it is accepted, created at the emulator, finished, and estimate, settled cost and
 * deduction are the same. The emulator has its prices from docs/kling.md and knows nothing of the catalogue.
 */
class WalkTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Catalogue CATALOGUE = Catalogue.builtIn();
    private static final Catalogue NEWER = Catalogues.newer();
    private static final Catalogue PRICED = Catalogues.withEveryPrice();

    /** What an order of each kind needs beside its model, mode, length and sound. Inputs of the emulator last 5 s. */
    private static final Map<String, String> NEEDS = Map.ofEntries(
            Map.entry("text2video", "{'prompt':'A boat'}"),
            Map.entry("image2video", "{'prompt':'A boat','image':'https://a.example/1.png'}"),
            Map.entry("omni-video", "{'prompt':'A boat'}"),
            Map.entry(
                    "motion-control",
                    "{'imageUrl':'https://a.example/1.png','videoUrl':'https://a.example/1.mp4','characterOrientation':'video','inputSeconds':5}"),
            Map.entry("multi-image2video", "{'prompt':'A boat','imageList':[{'image':'https://a.example/1.png'}]}"),
            Map.entry(
                    "multi-elements",
                    "{'prompt':'Swap the boat of <<<video_1>>> for <<<image_1>>>','editMode':'swap','imageList':[{'image':'https://a.example/1.png'}],'sessionId':'SESSION'}"),
            Map.entry("multi-elements-init", "{'videoUrl':'https://a.example/1.mp4'}"),
            Map.entry("multi-elements-add", "{'sessionId':'SESSION','frameIndex':1,'points':[{'x':0.5,'y':0.5}]}"),
            Map.entry("multi-elements-delete", "{'sessionId':'SESSION','frameIndex':1,'points':[{'x':0.5,'y':0.5}]}"),
            Map.entry("multi-elements-clear", "{'sessionId':'SESSION'}"),
            Map.entry("multi-elements-preview", "{'sessionId':'SESSION'}"),
            Map.entry("extend", "{'prompt':'And then','videoId':'VIDEO'}"),
            Map.entry("identify-face", "{'videoUrl':'https://a.example/1.mp4'}"),
            Map.entry(
                    "lip-sync",
                    "{'input':{'videoUrl':'https://a.example/1.mp4','mode':'text2video','text':'Ahoy','voiceId':'ai_kaiya','voiceLanguage':'en'},'inputSeconds':5}"),
            Map.entry(
                    "advanced-lip-sync",
                    "{'sessionId':'SESSION','faceChoose':[{'faceId':'0','soundFile':'https://a.example/1.mp3','soundStartTime':0,'soundEndTime':3000,'soundInsertTime':1000}],'inputSeconds':5}"),
            Map.entry(
                    "avatar",
                    "{'image':'https://a.example/1.png','soundFile':'https://a.example/1.mp3','inputSeconds':5}"),
            Map.entry("effects", "{'effectScene':'pet_lion','input':{'image':'https://a.example/1.png'}}"),
            Map.entry("text-to-audio", "{'prompt':'Rain','duration':5}"),
            Map.entry("video-to-audio", "{'videoUrl':'https://a.example/1.mp4','bgmPrompt':'calm'}"),
            Map.entry("text-to-speech", "{'text':'Ahoy','voiceId':'ai_kaiya','voiceLanguage':'en'}"),
            Map.entry("custom-voice", "{'voiceName':'Mate','voiceUrl':'https://a.example/1.mp3'}"),
            Map.entry(
                    "custom-element",
                    "{'elementName':'Boat','elementDescription':'A boat','referenceType':'image_refer','elementImageList':{'frontalImage':'https://a.example/1.png','referImages':[{'imageUrl':'https://a.example/2.png'}]}}"),
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
            Map.entry("image-recognize", "{'image':'https://a.example/1.png'}"));

    static Stream<String> soldKinds() {
        return kinds(CATALOGUE, (model, offer) -> offer.retired().isEmpty() && !offer.unpriced());
    }

    @ParameterizedTest
    @MethodSource("soldKinds")
    void everything_that_is_sold_is_made_and_costs_what_was_said(String kind) {
        walk(kind, CATALOGUE, false, (model, offer) -> true);
    }

    static Stream<String> newerKinds() {
        return kinds(NEWER, (model, offer) -> isNewer(offer));
    }

    @ParameterizedTest
    @MethodSource("newerKinds")
    void the_newer_generation_makes_the_same_at_the_same_price(String kind) {
        walk(kind, NEWER, false, (model, offer) -> isNewer(offer));
    }

    static Stream<String> oldKinds() {
        Set<String> retired = Set.copyOf(
                kinds(CATALOGUE, (model, offer) -> offer.retired().isPresent()).toList());
        return kinds(PRICED, (model, offer) -> true).filter(kind -> retired.contains(kind) || kind.equals("effects"));
    }

    /** For accounts that still have them, and operators who name the prices that are missing. */
    @ParameterizedTest
    @MethodSource("oldKinds")
    void what_was_switched_off_or_unpriced_can_be_sold_by_an_edited_catalogue(String kind) {
        walk(kind, PRICED, true, (model, offer) -> isRetired(model, kind) || kind.equals("effects"));
    }

    private static boolean isNewer(Offer offer) {
        return offer.generations().equals(List.of(Generation.NEWER));
    }

    private static boolean isRetired(Model model, String kind) {
        return CATALOGUE
                .model(model.name())
                .flatMap(found -> found.offer(kind))
                .flatMap(Offer::retired)
                .isPresent();
    }

    private static Stream<String> kinds(Catalogue catalogue, BiPredicate<Model, Offer> wanted) {
        return catalogue.products().keySet().stream()
                .filter(kind -> catalogue.models().stream()
                        .anyMatch(model -> model.offer(kind)
                                .filter(offer -> wanted.test(model, offer))
                                .isPresent()))
                .sorted();
    }

    private static void walk(String kind, Catalogue catalogue, boolean retired, BiPredicate<Model, Offer> wanted) {
        List<ObjectNode> orders = new ArrayList<>();
        for (Model model : catalogue.models()) {
            model.offer(kind)
                    .filter(offer -> offer.retired().isEmpty() && wanted.test(model, offer))
                    .ifPresent(offer -> addOrders(orders, kind, model, offer));
        }
        assertThat(orders).isNotEmpty();
        try (TestGateway gateway = new TestGateway(50, retired)) {
            for (ObjectNode order : orders) {
                assertMadeAtItsPrice(gateway, catalogue, kind, prepared(gateway, catalogue, kind, order));
            }
        }
    }

    /** Some orders build on what others have made. */
    private static ObjectNode prepared(TestGateway gateway, Catalogue catalogue, String kind, ObjectNode order) {
        String text = order.toString();
        if (text.contains("SESSION")) {
            String opener = kind.equals("advanced-lip-sync") ? "identify-face" : "multi-elements-init";
            ObjectNode start = needs(opener);
            if (order.path("duration").asInt() == 10) {
                start.put("videoUrl", "https://a.example/1.mp4?[[sim:input=10s]]");
            }
            Job session = made(gateway, catalogue, opener, start);
            String details = gateway.jobs
                    .result(session.id())
                    .flatMap(JobResult::told)
                    .flatMap(Details::of)
                    .map(JsonNode::toString)
                    .orElseThrow();
            return object(
                    text.replace("SESSION", object(details).path("sessionId").asText()));
        }
        if (text.contains("VIDEO\"")) {
            ObjectNode film = needs("image2video")
                    .put("model", order.path("model").asText())
                    .put("mode", order.path("mode").asText());
            Job parent = made(gateway, catalogue, "image2video", film);
            JobResult result = gateway.jobs.result(parent.id()).orElseThrow();
            return object(text.replace("VIDEO", result.outputs().getFirst().id().orElseThrow()));
        }
        return order;
    }

    private static void assertMadeAtItsPrice(TestGateway gateway, Catalogue catalogue, String kind, ObjectNode fields) {
        BigDecimal before = gateway.emulator.unitsDeducted();

        Job ended = made(gateway, catalogue, kind, fields);

        // The text of a call's answer has no deduction, so its estimate stands until Kling's bill is read.
        boolean saysWhatItTook =
                !kind.equals("text-to-speech") || ended.charge().settled();
        assertThat(ended.charge())
                .as("%s %s", kind, fields)
                .isEqualTo(new Charge(ended.quote().milliUnits(), ended.quote().microUsd(), saysWhatItTook));
        assertThat(gateway.emulator.unitsDeducted().subtract(before))
                .as("%s %s", kind, fields)
                .isEqualByComparingTo(BigDecimal.valueOf(ended.quote().milliUnits(), 3));
    }

    private static Job made(TestGateway gateway, Catalogue catalogue, String kind, ObjectNode fields) {
        Sale sale = Sale.of(new Wish(kind, fields), catalogue, Generation.ALL);
        assertThat(sale).as("%s %s", kind, fields).isInstanceOf(Sale.Sold.class);
        Sale.Sold sold = (Sale.Sold) sale;
        JobRequest request = StoredRequest.of(new Ordered(sold, JobRequest.Extras.NONE), Optional.empty());
        Job accepted = ((Acceptance.Accepted)
                        gateway.accept.accept(TestGateway.KEY_ID, Optional.empty(), sold, request, TestGateway.TERMS))
                .job();
        Job started = gateway.start.start(accepted, request, gateway.deadline());
        gateway.time.pass(Duration.ofHours(2));
        Job ended = started.state().isEnded() ? started : gateway.sync.ask(started, gateway.deadline());
        assertThat(ended.state()).as("%s %s: %s", kind, fields, ended.ending()).isEqualTo(JobState.SUCCEEDED);
        return ended;
    }

    private static void addOrders(List<ObjectNode> orders, String kind, Model model, Offer offer) {
        Set<String> modes = offer.modes().isEmpty() ? Set.of("") : offer.modes().keySet();
        for (String mode : modes) {
            for (int seconds : offer.plainSeconds().isEmpty() ? List.of(0) : offer.plainSeconds()) {
                for (boolean sound : offer.sound().contains(mode) ? List.of(false, true) : List.of(false)) {
                    orders.add(order(kind, model, offer, mode, seconds, sound));
                }
            }
        }
    }

    private static ObjectNode order(String kind, Model model, Offer offer, String mode, int seconds, boolean sound) {
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
        if (kind.equals("image") && !offer.needs().isEmpty()) {
            // Of the retired models, one makes images of images only, and one has to be told what to take from them.
            order.put("image", "https://a.example/1.png");
            if (offer.allows().containsKey("imageReference")) {
                order.put("imageReference", "subject");
            }
        }
        return order;
    }

    private static ObjectNode needs(String kind) {
        String json = NEEDS.get(kind);
        assertThat(json).as("what an order of %s needs", kind).isNotNull();
        return object(String.valueOf(json).replace((char) 39, '"'));
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
