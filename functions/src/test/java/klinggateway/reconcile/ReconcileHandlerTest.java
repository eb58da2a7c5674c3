package klinggateway.reconcile;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.analytics.TestAnalytics;
import klinggateway.emulators.kling.Misbehaviour;
import klinggateway.http.ProblemException;
import klinggateway.job.Budget;
import klinggateway.job.Job;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.status.TestStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole function in front of Kling's emulator, whose records are its own. */
class ReconcileHandlerTest {

    private static final String ADMIN = "kg_admin_" + TestGateway.ADMIN_SECRET;

    private final TestGateway gateway = new TestGateway();
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestReconcile.on(gateway);
    private final SpeechOrders speech = new SpeechOrders(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_job_left_at_its_estimate_is_settled_everywhere_at_what_kling_took() {
        Job job = speech.made();
        gateway.time.pass(Duration.ofHours(1));

        JsonNode report = body(post("", ADMIN));

        assertThat(report.at("/counts").toString())
                .isEqualTo("{\"matched\":0,\"corrected\":1,\"differing\":0,\"missingThere\":0,\"missingHere\":0,"
                        + "\"undecided\":0}");
        JsonNode finding = report.at("/corrected/0");
        assertThat(finding.path("jobId").asText()).isEqualTo(job.id().text());
        assertThat(finding.path("klingTaskId").asText())
                .isEqualTo(job.task().orElseThrow().id());
        assertThat(finding.path("apiKey").asText()).isEqualTo(TestGateway.KEY_ID);
        assertThat(finding.at("/estimated/cost").asText()).isEqualTo("$0.07");
        assertThat(finding.at("/charged/cost").asText()).isEqualTo("$0.007");
        assertThat(finding.path("settled").asBoolean()).isTrue();
        assertThat(finding.at("/deducted/units").decimalValue()).isEqualByComparingTo("0.05");
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(report.path("note").asText()).contains("lag");

        APIGatewayV2HTTPEvent question =
                Events.get("/api/video-status", Map.of("taskId", job.id().decimal()), speech.key());
        JsonNode status = body(TestStatus.on(gateway).handleRequest(question, new TestContext()));
        assertThat(status.path("settled").asBoolean()).isTrue();
        assertThat(status.path("cost").asText()).isEqualTo("$0.007");
        JsonNode usage = body(TestAnalytics.on(gateway)
                .handleRequest(Events.get("/api/usage-analytics", Map.of(), speech.key()), new TestContext()));
        assertThat(usage.at("/summary/totalUnitsDeduced").decimalValue())
                .isEqualByComparingTo(gateway.emulator.unitsDeducted());
        assertThat(usage.at("/summary/totalCost").asText()).isEqualTo("$0.007");
        assertThat(usage.at("/summary/totalCalls").asInt()).isEqualTo(1);
        assertThat(usage.at("/summary/callsByStatus").toString()).isEqualTo("{\"succeeded\":1}");
        for (String period : new String[] {job.period(), Budget.TOTAL}) {
            assertThat(gateway.budget(TestGateway.KEY_ID, period))
                    .isEqualTo(new Budget(period, Optional.empty(), 7_000, 0));
        }
    }

    @Test
    void a_second_run_finds_what_the_first_has_settled() {
        speech.made();
        Job video = gateway.order("A boat");
        gateway.time.pass(Duration.ofHours(1));
        gateway.sync.ask(video, gateway.deadline());
        gateway.time.pass(Duration.ofSeconds(1));

        JsonNode first = body(post("{\"timeStart\":null}", ADMIN));
        JsonNode second = body(post("{\"timeStart\":\"2026-11-24\"}", ADMIN));

        assertThat(first.at("/counts/matched").asInt()).isEqualTo(1);
        assertThat(first.at("/counts/corrected").asInt()).isEqualTo(1);
        assertThat(second.at("/counts/matched").asInt()).isEqualTo(2);
        assertThat(second.at("/counts/corrected").asInt()).isZero();
        assertThat(gateway.usageNow().total().calls()).isEqualTo(2);
    }

    @Test
    void the_correction_of_a_closed_month_is_paid_from_that_month() {
        Job job = speech.made();
        gateway.time.pass(Duration.ofDays(8));

        body(post("{\"timeStart\":\"2026-11-24\"}", ADMIN));

        assertThat(gateway.time.instant().toString()).startsWith("2026-12");
        assertThat(gateway.budget(TestGateway.KEY_ID, "2026-11").spentMicroUsd())
                .isEqualTo(7_000);
        assertThat(gateway.budget(TestGateway.KEY_ID, "2026-12").spentMicroUsd())
                .isZero();
        assertThat(gateway.job(job.id()).charge().settled()).isTrue();
    }

    @Test
    void more_records_than_a_page_holds_are_all_read() {
        Job job = speech.made();
        String text = "{\"text\":\"Ahoy\",\"voice_id\":\"ai_kaiya\",\"voice_language\":\"en\"}";
        for (int i = 0; i < 520; i++) {
            gateway.kling.create(
                    new Kling.Create(
                            new Kling.Subject("job_1", Optional.empty()),
                            "/v1/audio/tts",
                            text,
                            Kling.Expected.RESULT,
                            Optional.empty(),
                            Optional.empty()),
                    Duration.ofSeconds(5));
        }
        gateway.time.pass(Duration.ofHours(1));

        JsonNode report = body(post("", ADMIN));

        // Kling's first page has the newest, so the job's own record is on the second.
        assertThat(gateway.emulator.unitsDeducted()).isEqualByComparingTo(new BigDecimal("26.05"));
        assertThat(report.at("/counts/missingHere").asInt()).isEqualTo(520);
        assertThat(report.path("missingHere")).hasSize(100);
        assertThat(report.at("/missingHere/0/deducted/units").decimalValue()).isEqualByComparingTo("0.05");
        assertThat(report.at("/corrected/0/jobId").asText()).isEqualTo(job.id().text());
    }

    @Test
    void every_day_the_last_week_is_compared_and_logged_in_one_line() {
        Job job = speech.made();
        gateway.time.pass(Duration.ofDays(6));
        TestContext context = new TestContext();

        APIGatewayV2HTTPResponse answer = handler.handleRequest(schedule(), context);

        assertThat(gateway.job(job.id()).charge().settled()).isTrue();
        assertThat(body(answer).at("/counts/corrected").asInt()).isEqualTo(1);
        assertThat(context.log)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .endsWith("}\n")
                        .contains("\"corrected\":1", job.id().text()));
        assertThat(context.log.getFirst().strip().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"code=1300, 422", "code=1103, 502", "code=5001, 503", "reset, 503"})
    void what_kling_refuses_is_told_and_the_next_run_makes_up_for_it(String hook, int status) {
        Job job = speech.made();
        gateway.time.pass(Duration.ofHours(1));

        gateway.emulator.misbehave(Misbehaviour.next(hook));
        assertThat(post("", ADMIN).getStatusCode()).isEqualTo(status);
        gateway.emulator.misbehave(Misbehaviour.next(hook));
        assertThatThrownBy(() -> handler.handleRequest(schedule(), new TestContext()))
                .isInstanceOf(ProblemException.class);
        assertThat(gateway.job(job.id()).charge().settled()).isFalse();

        assertThat(body(post("", ADMIN)).at("/counts/corrected").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"timeStart\":\"2026-11-25\"}|timeStart",
                "{\"timeStart\":\"2026-10-01\",\"timeEnd\":\"2026-11-02\"}|timeStart",
                "{\"timeStart\":\"2026-08-25\",\"timeEnd\":\"2026-09-10\"}|timeStart",
                "{\"timeEnd\":\"yesterday\"}|timeEnd",
                "{\"timeEnd\":[1]}|timeEnd",
                "{\"timeStart\":99999999999999999}|timeStart",
                "{\"from\":1}|from",
            })
    void what_cannot_be_compared_is_told(String json, String named) {
        APIGatewayV2HTTPResponse answer = post(json, ADMIN);

        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(400);
        assertThat(body(answer).at("/invalidParameters/0/name").asText()).isEqualTo(named);
    }

    @Test
    void it_is_the_operators_business() {
        String other = gateway.newKey("other", Scope.USAGE, Scope.READ, Scope.GENERATE, Scope.RECORD);

        assertThat(post("", other).getStatusCode()).isEqualTo(403);
    }

    private APIGatewayV2HTTPResponse post(String json, String key) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("reconcile", key);
        event.setBody(json);
        return handler.handleRequest(event, new TestContext());
    }

    /** The event of a schedule, read as Lambda reads events for this handler. */
    private static APIGatewayV2HTTPEvent schedule() {
        return Events.read("sweep", APIGatewayV2HTTPEvent.class);
    }
}
