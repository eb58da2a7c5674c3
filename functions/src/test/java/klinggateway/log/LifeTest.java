package klinggateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.compact.TestCompact;
import klinggateway.generate.TestGenerate;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import klinggateway.poll.TestPoll;
import klinggateway.status.TestStatus;
import klinggateway.sweep.TestSweep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log says of whole lives: all lines, in their order, with what differs from run to run replaced. */
class LifeTest {

    /** What is the same in every line, and what is there for CloudWatch's sake. */
    private static final Set<String> LEFT_OUT = Set.of("time", "level", "event", "_aws", "Service", "Model", "Reason");

    private final TestGateway gateway = new TestGateway(1);
    private final String key = gateway.newKey("video", Scope.GENERATE, Scope.READ);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void of_a_job_that_succeeds() {
        order(key, "A boat [[sim:time=100s]]");
        pollTwice();
        status();

        assertThat(told())
                .containsExactly(
                        "accepted <job> kind=text2video model=kling-v2-6 mode=std estimate=0.21 JobsAccepted=1",
                        "sent <job> model=kling-v2-6 attempt=1",
                        "called operation=create path=/v1/videos/text2video jobId=job requestId=order outcome=created"
                                + " httpStatus=200 klingRequestId=… ms=0 KlingLatency=0",
                        "submitted <job> model=kling-v2-6 klingTaskId=… queueWaitMs=0 JobsSubmitted=1 QueueWait=0",
                        "answered requestId=order route=POST /api/generate-video status=200 keyId=video jobId=job ms=0",
                        "called operation=find jobIds=[job] requestIds=[order] found=1 notFound=0 unavailable=0"
                                + " klingRequestIds=… ms=0 KlingLatency=0",
                        "ran function=poll messages=1 polled=1 ended=0 failed=0 ms=0",
                        "called operation=find jobIds=[job] requestIds=[order] found=1 notFound=0 unavailable=0"
                                + " klingRequestIds=… ms=0 KlingLatency=0",
                        "ended <job> status=succeeded model=kling-v2-6 cost=0.21 settled=true processingMs=100000 ms=655000"
                                + " JobsSucceeded=1 TimeToComplete=655000 Cost=0.21",
                        "ran function=poll messages=1 polled=1 ended=1 failed=0 ms=0 PollsPerJob=2",
                        "answered requestId=status= route=GET /api/video-status status=200 keyId=video jobId=job ms=0");
    }

    @Test
    void of_a_job_that_fails() {
        order(key, "A boat [[sim:time=100s]] [[sim:fail=risk]]");
        pollTwice();

        assertThat(told())
                .containsExactly(
                        "accepted <job> kind=text2video model=kling-v2-6 mode=std estimate=0.21 JobsAccepted=1",
                        "sent <job> model=kling-v2-6 attempt=1",
                        "called operation=create path=/v1/videos/text2video jobId=job requestId=order outcome=created"
                                + " httpStatus=200 klingRequestId=… ms=0 KlingLatency=0",
                        "submitted <job> model=kling-v2-6 klingTaskId=… queueWaitMs=0 JobsSubmitted=1 QueueWait=0",
                        "answered requestId=order route=POST /api/generate-video status=200 keyId=video jobId=job ms=0",
                        "called operation=find jobIds=[job] requestIds=[order] found=1 notFound=0 unavailable=0"
                                + " klingRequestIds=… ms=0 KlingLatency=0",
                        "ran function=poll messages=1 polled=1 ended=0 failed=0 ms=0",
                        "called operation=find jobIds=[job] requestIds=[order] found=1 notFound=0 unavailable=0"
                                + " klingRequestIds=… ms=0 KlingLatency=0",
                        "ended <job> status=failed reason=content klingRequestId=… model=kling-v2-6 cost=0 settled=true"
                                + " processingMs=100000 ms=655000 JobsFailed=1 Cost=0",
                        "ran function=poll messages=1 polled=1 ended=1 failed=0 ms=0 PollsPerJob=2");
    }

    @Test
    void of_a_job_that_has_to_wait_and_is_canceled() {
        order(key, "A boat");
        order(key, "Another boat");
        cancel();

        assertThat(told())
                .containsExactly(
                        "accepted <job> kind=text2video model=kling-v2-6 mode=std estimate=0.21 JobsAccepted=1",
                        "sent <job> model=kling-v2-6 attempt=1",
                        "called operation=create path=/v1/videos/text2video jobId=job requestId=order outcome=created"
                                + " httpStatus=200 klingRequestId=… ms=0 KlingLatency=0",
                        "submitted <job> model=kling-v2-6 klingTaskId=… queueWaitMs=0 JobsSubmitted=1 QueueWait=0",
                        "answered requestId=order route=POST /api/generate-video status=200 keyId=video jobId=job ms=0",
                        "accepted <job> kind=text2video model=kling-v2-6 mode=std estimate=0.21 JobsAccepted=1",
                        "answered requestId=order route=POST /api/generate-video status=202 keyId=video jobId=job ms=0",
                        "ended <job> status=canceled reason=canceled model=kling-v2-6 cost=0 settled=true ms=0",
                        "answered requestId=order route=DELETE /api/jobs/{id} status=200 keyId=video jobId=job ms=0");
    }

    @Test
    void of_an_order_that_kling_refuses() {
        order(key, "A boat [[sim:code=1301]]");

        assertThat(told())
                .containsExactly(
                        "accepted <job> kind=text2video model=kling-v2-6 mode=std estimate=0.21 JobsAccepted=1",
                        "sent <job> model=kling-v2-6 attempt=1",
                        "called operation=create path=/v1/videos/text2video jobId=job requestId=order outcome=refused"
                                + " httpStatus=400 klingCode=1301 klingRequestId=… ms=0 KlingLatency=0",
                        "called operation=find jobIds=[job] requestIds=[order] found=0 notFound=1 unavailable=0"
                                + " ms=0 KlingLatency=0",
                        "ended <job> status=failed reason=content klingCode=1301 klingRequestId=… model=kling-v2-6"
                                + " cost=0 settled=true ms=0 JobsFailed=1 Cost=0",
                        "answered requestId=order route=POST /api/generate-video status=422 code=GENERATION_FAILED"
                                + " klingCode=1301 klingRequestId=… keyId=video jobId=job ms=0");
    }

    @Test
    void of_an_order_that_kling_wants_money_for_first() {
        order(key, "A boat [[sim:code=1102]]");

        assertThat(told())
                .containsExactly(
                        "accepted <job> kind=text2video model=kling-v2-6 mode=std estimate=0.21 JobsAccepted=1",
                        "sent <job> model=kling-v2-6 attempt=1",
                        "called operation=create path=/v1/videos/text2video jobId=job requestId=order outcome=accountRefused"
                                + " httpStatus=429 klingCode=1102 klingRequestId=… ms=0 KlingLatency=0"
                                + " KlingPaymentErrors=1",
                        "queuedBack <job> pool=video",
                        "answered requestId=order route=POST /api/generate-video status=202 keyId=video jobId=job ms=0");
    }

    @Test
    void of_an_order_that_is_over_a_budget() {
        Policy poor = new Policy(
                Optional.of(1L), Optional.empty(), ZoneId.of("UTC"), Optional.empty(), Set.of(), Optional.empty(), 10);

        order(gateway.newKey("poorkey", poor, Scope.GENERATE), "A boat");

        assertThat(told())
                .containsExactly(
                        "refused reason=budget keyId=poorkey requestId=order model=kling-v2-6 estimate=0.21 period=2026-11"
                                + " BudgetRefusals=1",
                        "answered requestId=order route=POST /api/generate-video status=402"
                                + " code=RATE_LIMIT_EXCEEDED keyId=poorkey ms=0");
    }

    @Test
    void of_a_minute_with_a_job_that_nobody_looks_after() {
        order(key, "A boat");
        gateway.queue.lose();
        gateway.time.pass(Duration.ofHours(1));

        sweepAndCompact();

        assertThat(told())
                .filteredOn(line -> line.startsWith("ran"))
                .containsExactly(
                        "ran function=sweep reissued=1 deliveries=0 askedAgain=0 freed=0 ms=0 OldestOpenJobAge=3600",
                        "ran function=compact watermark=2026-11-24T13:59:00Z ms=0 CompactionLag=60");
    }

    @Test
    void of_a_minute_without_jobs() {
        sweepAndCompact();

        assertThat(told())
                .containsExactly(
                        "ran function=sweep reissued=0 deliveries=0 askedAgain=0 freed=0 ms=0 OldestOpenJobAge=0",
                        "ran function=compact watermark=2026-11-24T12:59:00Z ms=0 CompactionLag=60");
    }

    private void order(String key, String prompt) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setBody("{\"prompt\":\"" + prompt + "\"}");
        TestGenerate.on(gateway).handleRequest(event, new TestContext());
    }

    private void status() {
        APIGatewayV2HTTPEvent event = Events.get("/api/video-status", Map.of("taskId", lastJob()), key);
        event.getRequestContext().setRequestId("status=");
        TestStatus.on(gateway).handleRequest(event, new TestContext());
    }

    private void cancel() {
        APIGatewayV2HTTPEvent event = Events.get("/api/jobs/{id}", Map.of(), key);
        event.setRouteKey("DELETE /api/jobs/{id}");
        event.setPathParameters(Map.of("id", lastJob()));
        TestStatus.on(gateway).handleRequest(event, new TestContext());
    }

    /** Kling is still at work the first time, and has ended long ago the second time. */
    private void pollTwice() {
        gateway.time.moveTo(gateway.queue.nextDue().orElseThrow());
        poll();
        gateway.time.pass(Duration.ofMinutes(10));
        poll();
    }

    private void poll() {
        TestPoll.on(gateway.jobs, gateway.sync, gateway.start, gateway.queue, gateway.log, gateway.time)
                .handleRequest(Events.batch(gateway.queue.receive()), new TestContext());
    }

    private void sweepAndCompact() {
        TestSweep.on(gateway).handleRequest(new ScheduledEvent(), new TestContext());
        TestCompact.on(gateway.usage, gateway.rollups, gateway.reopenings, gateway.log, gateway.time)
                .handleRequest(new ScheduledEvent(), new TestContext());
    }

    private String lastJob() {
        return gateway.log.lines().reversed().stream()
                .map(Lines::read)
                .filter(line -> line.has("jobId"))
                .map(line -> line.path("jobId").asText())
                .findFirst()
                .orElseThrow();
    }

    private List<String> told() {
        return gateway.log.lines().stream().map(Lines::read).map(LifeTest::text).toList();
    }

    private static String text(JsonNode line) {
        return line.properties().stream()
                .filter(member -> !LEFT_OUT.contains(member.getKey()))
                .map(member -> " " + member.getKey() + "="
                        + (member.getKey().startsWith("klingRequest")
                                ? "…"
                                : member.getValue().toString()))
                .collect(Collectors.joining("", line.path("event").asText(), ""))
                .replaceAll("\"", "")
                .replaceAll("job_[0-9a-z]{13}", "job")
                .replaceAll("klingTaskId=\\S+", "klingTaskId=…")
                .replace("JKJaXmPLvHcESHA=", "order")
                .replace("jobId=job keyId=video requestId=order", "<job>");
    }
}
