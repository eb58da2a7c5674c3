package klinggateway.generate;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import klinggateway.Events;
import klinggateway.StandIn;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.Budget;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a key may spend is reserved before anything is bought, and settled when it is known. */
@ParameterizedClass
@EnumSource(StandIn.class)
class BudgetTest {

    /** Of a five-second video in std. */
    private static final long PRICE = 210_000;

    private static final String MONTH = "2026-11";

    private final TestGateway gateway;
    private final GenerateHandler handler;

    BudgetTest(StandIn aws) {
        gateway = new TestGateway(aws);
        handler = TestGenerate.on(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void of_200_orders_at_once_exactly_those_are_taken_that_the_budget_pays() throws Exception {
        String key = key("video", Optional.of(10 * PRICE), Optional.empty());
        List<Callable<APIGatewayV2HTTPResponse>> orders = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            orders.add(() -> order(key, "A boat"));
        }

        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<APIGatewayV2HTTPResponse> answer : threads.invokeAll(orders)) {
                statuses.add(answer.get().getStatusCode());
            }
        }

        assertThat(statuses).filteredOn(status -> status == 402).hasSize(190);
        assertThat(statuses)
                .filteredOn(status -> status == 200 || status == 202)
                .hasSize(10);
        assertThat(budget("video", MONTH)).isEqualTo(new Budget(MONTH, Optional.empty(), 0, 10 * PRICE));
        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(10);
    }

    @Test
    void a_refusal_says_how_much_is_left_and_until_when() {
        String key = key("video", Optional.of(PRICE + 1), Optional.empty());
        order(key, "A boat");

        APIGatewayV2HTTPResponse refused = order(key, "Another boat");

        JsonNode problem = body(refused);
        assertThat(refused.getStatusCode()).isEqualTo(402);
        assertThat(problem.path("code").asText()).isEqualTo("RATE_LIMIT_EXCEEDED");
        assertThat(problem.path("limit").asText()).isEqualTo("$0.210001");
        assertThat(problem.path("spent").asText()).isEqualTo("$0.00");
        assertThat(problem.path("reserved").asText()).isEqualTo("$0.21");
        assertThat(problem.path("resetAt").asText()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(gateway.emulator.tasks()).hasSize(1);
    }

    @Test
    void what_costs_more_than_the_whole_budget_is_refused_even_if_nothing_was_spent() {
        String key = key("video", Optional.of(PRICE - 1), Optional.empty());

        assertThat(order(key, "A boat").getStatusCode()).isEqualTo(402);
        assertThat(budget("video", MONTH)).isEqualTo(new Budget(MONTH, Optional.empty(), 0, 0));
    }

    @Test
    void a_job_that_succeeds_is_spent_and_one_that_fails_gives_back_what_it_reserved() {
        String key = key("video", Optional.of(2 * PRICE), Optional.empty());
        Job made = job(order(key, "A boat"));
        Job failed = job(order(key, "A boat [[sim:fail=risk]]"));

        gateway.time.pass(Duration.ofMinutes(10));
        gateway.sync.ask(made, gateway.deadline());
        gateway.sync.ask(failed, gateway.deadline());

        assertThat(budget("video", MONTH)).isEqualTo(new Budget(MONTH, Optional.empty(), PRICE, 0));
        assertThat(budget("video", Budget.TOTAL)).isEqualTo(new Budget(Budget.TOTAL, Optional.empty(), PRICE, 0));
        assertThat(order(key, "The next boat").getStatusCode()).isEqualTo(200);
        assertThat(order(key, "One too many").getStatusCode()).isEqualTo(402);
    }

    @Test
    void what_kling_refuses_gives_back_what_it_reserved_at_once() {
        String key = key("video", Optional.of(PRICE), Optional.empty());

        assertThat(order(key, "A boat [[sim:code=1301]]").getStatusCode()).isEqualTo(422);

        assertThat(budget("video", MONTH)).isEqualTo(new Budget(MONTH, Optional.empty(), 0, 0));
    }

    @Test
    void a_job_is_paid_from_the_month_it_was_ordered_in_by_the_keys_own_calendar() {
        gateway.time.pass(Duration.between(gateway.time.instant(), Instant.parse("2026-11-30T23:30:00Z")));
        String utc = key("utckey", Optional.of(PRICE), Optional.empty());
        Policy tokyo = policy(Optional.of(PRICE), Optional.empty(), ZoneId.of("Asia/Tokyo"));
        String east = gateway.newKey("tokyo", tokyo, Scope.GENERATE);
        Job old = job(order(utc, "A boat"));
        Job early = job(order(east, "A boat"));
        gateway.time.pass(Duration.ofHours(1));

        gateway.sync.ask(old, gateway.deadline());
        gateway.sync.ask(early, gateway.deadline());

        assertThat(budget("utckey", "2026-11").spentMicroUsd()).isEqualTo(PRICE);
        assertThat(budget("tokyo", "2026-12").spentMicroUsd()).isEqualTo(PRICE);
        assertThat(order(utc, "A boat in December").getStatusCode()).isEqualTo(200);
        assertThat(body(order(east, "A boat in December")).path("resetAt").asText())
                .isEqualTo("2026-12-31T15:00:00Z");
    }

    @Test
    void a_total_budget_is_never_renewed() {
        String key = key("video", Optional.empty(), Optional.of(PRICE));
        order(key, "A boat");
        gateway.time.pass(Duration.ofDays(40));

        JsonNode refused = body(order(key, "A boat"));

        assertThat(refused.path("status").asInt()).isEqualTo(402);
        assertThat(refused.has("resetAt")).isFalse();
    }

    @Test
    void a_later_truth_about_an_expired_job_changes_what_was_spent_once() {
        String key = key("video", Optional.empty(), Optional.empty());
        Job stuck = job(order(key, "A boat [[sim:time=108000s]]"));
        gateway.time.pass(Duration.ofHours(25));
        Job expired = gateway.sync.ask(stuck, gateway.deadline());
        Budget whenExpired = budget("video", MONTH);
        gateway.time.pass(Duration.ofHours(6));

        Job ended = gateway.sync.ask(expired, gateway.deadline());
        gateway.sync.ask(ended, gateway.deadline());

        assertThat(expired.state()).isEqualTo(JobState.EXPIRED);
        assertThat(whenExpired).isEqualTo(new Budget(MONTH, Optional.empty(), PRICE, 0));
        assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(budget("video", MONTH)).isEqualTo(new Budget(MONTH, Optional.empty(), PRICE, 0));
    }

    private String key(String id, Optional<Long> monthly, Optional<Long> total) {
        return gateway.newKey(id, policy(monthly, total, ZoneId.of("UTC")), Scope.GENERATE);
    }

    private static Policy policy(Optional<Long> monthly, Optional<Long> total, ZoneId zone) {
        return new Policy(monthly, total, zone, Optional.empty(), Set.of(), Optional.empty(), 1_000);
    }

    private Budget budget(String keyId, String period) {
        return gateway.budget(keyId, period);
    }

    private APIGatewayV2HTTPResponse order(String key, String prompt) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setBody("{\"prompt\":\"" + prompt + "\"}");
        return handler.handleRequest(event, new TestContext());
    }

    private Job job(APIGatewayV2HTTPResponse response) {
        return gateway.job(JobId.parse(body(response).path("jobId").asText()).orElseThrow());
    }
}
