package klinggateway.generate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.JobError;
import klinggateway.http.Wait;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobResult;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Waiting;
import klinggateway.order.Ordered;
import klinggateway.order.Purchase;
import klinggateway.order.Purchase.Bought;

/** Answers orders in the gateway's own words. */
final class Counter {

    private final Purchase purchase;
    private final JobStore jobs;
    private final Kling kling;
    private final Waiting waiting;
    private final InstantSource clock;

    Counter(Purchase purchase, JobStore jobs, Kling kling, Waiting waiting, InstantSource clock) {
        this.purchase = purchase;
        this.jobs = jobs;
        this.kling = kling;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** The answer to an order; for {@code route} and {@code order} see {@link Purchase#buy}. */
    Answer serve(Call call, String route, Supplier<Ordered> order) {
        Instant started = clock.instant();
        Bought bought = purchase.buy(call, route, order);
        Duration wait = Wait.preferred(call);
        Job job = waiting.untilEnded(bought.job(), wait, call.deadline());
        Optional<Failure> failure = job.ending().flatMap(Job.Ending::failure);
        if (failure.isPresent()) {
            // Most likely Kling refused it. It is kept for whoever asks for it.
            throw JobError.of(failure.get())
                    .problem()
                    .with(Map.of("jobId", job.id().text()));
        }
        boolean isDone = job.state() == JobState.SUCCEEDED;
        Optional<JobResult> result = isDone ? jobs.result(job.id()) : Optional.empty();
        GenerateAnswer answer =
                GenerateAnswer.of(job, result, bought.extras().metadata(), kling.host(), started, clock.instant());
        Map<String, String> headers = new HashMap<>(Wait.applied(wait));
        if (bought.isRepeated()) {
            headers.put("idempotent-replayed", "true");
        }
        return new Answer.OfJson(isDone || job.task().isPresent() ? 200 : 202, headers, answer);
    }
}
