package klinggateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.callback.CallbackReceiver;
import klinggateway.callback.TestCallback;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.lifecycle.Accept;

/** A hundred jobs, and what became of them. */
final class Crowd {

    static final int JOBS = 100;

    private static final Instant LAST = Instant.parse("2026-11-24T19:00:00Z");
    /** How often Kling's emulator looks for callbacks to send when it runs on real time. */
    private static final Duration TICK = Duration.ofMillis(100);

    private final TestGateway gateway;
    private final PollHandler poll;
    private final TestContext context = new TestContext();
    private final List<JobId> ids = new ArrayList<>();

    private Crowd(TestGateway gateway) {
        this.gateway = gateway;
        this.poll =
                new PollHandler(gateway.jobs, gateway.sync, gateway.start, gateway.queue, gateway.log, gateway.time);
    }

    /** @param baseUrl where Kling calls back; empty for never */
    static Crowd ordered(TestGateway gateway, Optional<String> baseUrl) {
        Crowd crowd = new Crowd(gateway);
        for (int i = 0; i < JOBS; i++) {
            crowd.order("Boat " + i, baseUrl);
            // As callers do, one after the other.
            gateway.time.pass(Duration.ofMillis(300));
        }
        return crowd;
    }

    private void order(String prompt, Optional<String> baseUrl) {
        JobRequest plain = TestGateway.request(prompt);
        JobRequest request = new JobRequest(plain.body(), baseUrl, plain.extras());
        var accepted = (Accept.Acceptance.Accepted) gateway.accept.accept(
                TestGateway.KEY_ID, Optional.empty(), gateway.sold(prompt), request, TestGateway.TERMS);
        ids.add(gateway.start.start(accepted.job(), request, gateway.deadline()).id());
    }

    void runToTheEnd() {
        for (Optional<Instant> due = due(); due.isPresent(); due = due()) {
            gateway.time.moveTo(due.get());
            pollWhatIsDue();
        }
    }

    /** The same, and what Kling calls back in the meantime is given to the gateway when it comes. */
    void runToTheEnd(CallbackReceiver receiver) {
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> callback = TestCallback.on(gateway, "");
        while (due().isPresent()) {
            gateway.time.pass(TICK);
            gateway.emulator.settle();
            for (APIGatewayV2HTTPEvent event : receiver.take()) {
                assertThat(callback.handleRequest(event, context).getStatusCode())
                        .isEqualTo(200);
            }
            pollWhatIsDue();
        }
    }

    private Optional<Instant> due() {
        return gateway.queue.nextDue().filter(due -> due.isBefore(LAST));
    }

    private void pollWhatIsDue() {
        SQSEvent event = Events.batch(gateway.queue.receive());
        if (!event.getRecords().isEmpty()) {
            assertThat(poll.handleRequest(event, context).getBatchItemFailures())
                    .isEmpty();
        }
    }

    List<Job> jobs() {
        return ids.stream().map(gateway::job).toList();
    }

    double queriesPerJob() {
        return (double) (gateway.emulator.requests("GET /tasks") + gateway.emulator.requests("GET /v1")) / JOBS;
    }

    /** From the end at Kling until the gateway knew, for the {@code percent} of the jobs of which it knew soonest. */
    Duration delay(int percent) {
        return jobs().stream().map(Crowd::delay).sorted().toList().get(JOBS * percent / 100 - 1);
    }

    private static Duration delay(Job job) {
        Job.Ending ending = job.ending().orElseThrow();
        return Duration.between(ending.completedAt().orElseThrow(), ending.at());
    }

    /** For docs/performance.md. */
    void print(String how) {
        System.out.printf(
                Locale.ROOT,
                "%d jobs, %s: %.2f queries per job, delay p50 %.2f s, p95 %.2f s, longest %.2f s%n",
                JOBS,
                how,
                queriesPerJob(),
                seconds(delay(50)),
                seconds(delay(95)),
                seconds(delay(100)));
    }

    private static double seconds(Duration delay) {
        return delay.toMillis() / 1e3;
    }
}
