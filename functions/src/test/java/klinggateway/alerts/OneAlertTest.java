package klinggateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.alert.Alert;
import klinggateway.alert.AlertStore;
import klinggateway.alert.Notice;
import klinggateway.alert.Notice.Event;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Terms;
import klinggateway.log.EventLog;
import klinggateway.webhook.ScriptedCourier;
import org.junit.jupiter.api.Test;

/** However many evaluate at once, how often, and wherever they die: one alert, and its messages at least once. */
class OneAlertTest {

    private static final APIGatewayV2HTTPEvent SCHEDULE = Events.http("alerts");
    private static final int JOBS = 1_000;
    private static final int JOBS_BETWEEN = 40;
    private static final Set<String> WRITES = Set.of("fire", "note", "clear", "replace");
    private static final String RULE = "{\"name\":\"Queue\",\"condition\":{\"kind\":\"queueWait\",\"above\":1800},"
            + "\"webhookUrl\":\"https://hooks.example.com/\"}";

    @Test
    void a_thousand_jobs_past_four_fifths_of_a_budget_are_one_alert() throws Exception {
        try (TestGateway gateway = TestGateway.inProcess(5)) {
            long price = gateway.sold("A boat").quote().microUsd();
            long budget = price * JOBS * 11 / 10;
            Policy policy = new Policy(
                    Optional.of(budget),
                    Optional.empty(),
                    ZoneOffset.UTC,
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    JOBS);
            gateway.newKey(TestGateway.KEY_ID, policy, Scope.GENERATE);
            Terms terms = new Terms(
                    "2026-11",
                    Optional.of(budget),
                    Optional.empty(),
                    JOBS,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            ScriptedTopic topic = new ScriptedTopic();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> evaluations = new ArrayList<>();
                for (int i = 0; i < JOBS; i++) {
                    gateway.accept.accept(
                            TestGateway.KEY_ID,
                            Optional.empty(),
                            gateway.sold("A boat"),
                            TestGateway.request("A boat"),
                            terms);
                    if (i % JOBS_BETWEEN == 0) {
                        evaluations.add(threads.submit(() -> evaluate(gateway, topic)));
                        evaluations.add(threads.submit(() -> evaluate(gateway, topic)));
                    }
                }
                for (Future<?> evaluation : evaluations) {
                    evaluation.get();
                }
            }
            evaluate(gateway, topic);

            List<Alert> alerts = gateway.alerts.history(100, Optional.empty());
            assertThat(alerts).extracting(Alert::threshold).containsExactlyInAnyOrder("50%", "80%");
            assertThat(topic.published()).hasSize(2);
        }
    }

    private static void evaluate(TestGateway gateway, ScriptedTopic topic) {
        run(TestAlerts.on(gateway, TestAlerts.watch(gateway), new ScriptedCourier(), topic));
    }

    @Test
    void evaluators_that_see_the_same_at_once_make_one_alert() throws Exception {
        try (Scene scene = new Scene(new TestGateway());
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            scene.finds(Scene.QUEUE);
            scene.finds("dead-letters");

            List<Callable<Object>> runs = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                runs.add(scene::run);
            }
            for (Future<Object> run : threads.invokeAll(runs)) {
                run.get();
            }

            assertThat(scene.alerts()).hasSize(2);
            assertThat(scene.topic.published()).hasSize(2);
        }
    }

    @Test
    void wherever_a_run_dies_there_is_one_alert_and_everybody_is_told() {
        try (TestGateway gateway = TestGateway.inProcess(5)) {
            List<String> calls = play(gateway, -1, false);

            assertThat(calls).contains("fire", "note", "clear", "replace");
            for (int strike = 0; strike < calls.size(); strike++) {
                String call = calls.get(strike);
                // One read is like the other.
                if (WRITES.contains(call) || calls.indexOf(call) == strike) {
                    play(gateway, strike, false);
                    play(gateway, strike, true);
                }
            }
        }
    }

    /** Fires and clears, with one call to the store dying before or after it is carried out. Which calls there were. */
    private static List<String> play(TestGateway gateway, int strike, boolean isAfter) {
        Scene scene = new Scene(gateway);
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestAlerts.on(
                gateway,
                gateway.alertRules,
                dying(gateway.alerts, calls, strike, isAfter),
                scene,
                scene.courier,
                scene.topic,
                EventLog.SILENT,
                gateway.time,
                gateway.random);
        String rule = scene.send("POST /api/alerts", "", RULE, 201).path("id").asText();
        scene.finds(rule);
        runs(handler, gateway, 3);
        scene.findsNothing(rule);
        runs(handler, gateway, 6);
        scene.send("DELETE /api/alerts/{id}", rule, "", 200);

        String what = "a death " + (isAfter ? "after" : "before") + " call " + strike;
        assertThat(scene.alerts())
                .as(what)
                .filteredOn(alert -> alert.ruleId().equals(rule))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.clearedAt()).isPresent();
                    assertThat(alert.notices())
                            .hasSize(4)
                            .allMatch(notice -> notice.status() == Notice.Status.DELIVERED);
                    assertThat(Set.copyOf(scene.courier.ids()))
                            .containsExactlyInAnyOrder(alert.messageId(Event.FIRED), alert.messageId(Event.CLEARED));
                    assertThat(scene.topic.published().size()).isBetween(2, 3);
                });
        return calls;
    }

    private static void runs(
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler, TestGateway gateway, int times) {
        for (int i = 0; i < times; i++) {
            try {
                run(handler);
            } catch (RuntimeException died) {
                // The next run finds what this one has left.
            }
            gateway.time.pass(Duration.ofMinutes(3));
        }
    }

    private static AlertStore dying(AlertStore store, List<String> calls, int strike, boolean isAfter) {
        return (AlertStore) Proxy.newProxyInstance(
                AlertStore.class.getClassLoader(), new Class<?>[] {AlertStore.class}, (proxy, method, arguments) -> {
                    boolean isStruck;
                    synchronized (calls) {
                        isStruck = calls.size() == strike;
                        calls.add(method.getName());
                    }
                    if (isStruck && !isAfter) {
                        throw new IllegalStateException("died");
                    }
                    try {
                        Object answer = method.invoke(store, arguments);
                        if (isStruck) {
                            throw new IllegalStateException("died");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void run(RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
        handler.handleRequest(SCHEDULE, new TestContext());
    }
}
