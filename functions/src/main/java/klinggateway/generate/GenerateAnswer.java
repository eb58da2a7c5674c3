package klinggateway.generate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import klinggateway.http.EstimateView;
import klinggateway.http.JobView;
import klinggateway.http.ResultView;
import klinggateway.job.Job;
import klinggateway.job.JobResult;
import klinggateway.usage.Money;

/** The answer to an order that was taken on, with its result if that was there at once. */
record GenerateAnswer(
        @JsonUnwrapped JobView job,
        @JsonUnwrapped ResultView result,
        Map<String, String> callerMetadata,
        EstimateView estimate,
        Usage usage,
        Upstream system) {

    /** @param requestDuration how long this request took so far, in milliseconds */
    record Usage(long requestDuration, String estimatedCost, Instant timestamp, String apiVersion) {}

    /**
     * @param realTimeUpdates whether Kling was asked within this request
     * @param instantDataDisplay whether the cost is in analytics now
     */
    record Upstream(String endpoint, boolean realTimeUpdates, boolean instantDataDisplay) {}

    static GenerateAnswer of(
            Job job,
            Optional<JobResult> result,
            Map<String, String> metadata,
            String endpoint,
            Instant started,
            Instant now) {
        String cost = Money.dollars(job.quote().microUsd());
        return new GenerateAnswer(
                JobView.of(job),
                ResultView.of(result),
                metadata,
                EstimateView.of(job.quote()),
                new Usage(Duration.between(started, now).toMillis(), cost, now, "new-system"),
                new Upstream(endpoint, job.sending().ever(), true));
    }
}
