package klinggateway.local.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import klinggateway.local.conformance.Case.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * A gateway that has an access key of Kling's, and so reaches Kling's older paths only, answers the same on both generations'
 * paths, but for what is sold on the newer ones alone: that it refuses, always alike.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessKeyConformanceTest {

    /** Where it may matter which of Kling's paths the gateway reaches. */
    private static final Set<String> TOPICS = Set.of(
            "account",
            "audio",
            "authentication",
            "callbacks",
            "ids",
            "lip-sync",
            "models",
            "newer",
            "omni-image",
            "tasks");

    private static final String NEWER_ONLY = "POST /(text|image)-to-video/kling-3\\.0-turbo";
    private static final String REASON = "~.*kling-3\\.0-turbo is sold to a static API key only.*";

    private final Facade facade = new Facade("{\"KLING_ACCESS_KEY\":\"" + Emulators.ACCESS_KEY
            + "\",\"KLING_SECRET_KEY\":\"" + Emulators.SECRET_KEY + "\"}");
    private final Conformance conformance = new Conformance(
            facade.server(),
            new Cases()
                    .all().stream()
                            .filter(one -> TOPICS.contains(one.topic()))
                            .map(AccessKeyConformanceTest::refusing)
                            .toList());

    @AfterAll
    void close() {
        conformance.close();
        facade.close();
    }

    @TestFactory
    Stream<DynamicContainer> answers_as_kling_does_or_refuses_what_it_cannot_reach() {
        return conformance.tests();
    }

    /** The case up to the first order that cannot be had; what builds on it has nothing to ask for. */
    private static Case refusing(Case one) {
        List<Step> steps = new ArrayList<>();
        for (Step step : one.at("facade")) {
            boolean isOrder = step.request().matches(NEWER_ONLY) && step.json().has("body");
            boolean isBought = isOrder && step.json().has("ok");
            boolean isWrong = isOrder && step.json().at("/refused/0").asInt() == 400;
            steps.add(isBought || isWrong ? refused(step) : step);
            if (isBought) {
                break;
            }
        }
        return new Case(one.topic(), one.name(), one.section(), one.mark(), one.account(), one.only(), steps, Map.of());
    }

    private static Step refused(Step step) {
        JsonNode json = step.json().deepCopy();
        ((ObjectNode) json).remove(List.of("ok", "differs"));
        ((ObjectNode) json).putArray("refused").add(404).add(1203).add(REASON);
        return new Step(json);
    }
}
