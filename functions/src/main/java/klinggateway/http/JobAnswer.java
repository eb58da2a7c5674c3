package klinggateway.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.job.Charge;
import klinggateway.job.Delivery;
import klinggateway.job.Job;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.JobResult;
import klinggateway.job.JobState;
import klinggateway.usage.Money;

/**
 * A job as its caller sees it, by asking or by a webhook.
 *
 * @param apiKey the id of the key that it was ordered with
 * @param prompt its first 500 characters
 * @param callerMetadata the caller's own, as sent with the order
 * @param progress a guess from how long the model usually takes, 0 to 1
 * @param settled whether {@code cost} is what Kling really deducted
 * @param deliveries what its webhook was told or will be; absent where that is nothing
 */
public record JobAnswer(
        @JsonUnwrapped JobView job,
        String apiKey,
        String prompt,
        Map<String, String> callerMetadata,
        Optional<Progress> progress,
        Optional<Waiting> queue,
        @JsonUnwrapped ResultView result,
        Optional<String> klingTaskId,
        BigDecimal units,
        String cost,
        long costMicroUsd,
        boolean settled,
        EstimateView estimate,
        List<Happening> timeline,
        Optional<JobError> error,
        Optional<List<DeliveryView>> deliveries,
        Metadata metadata) {

    private static final Duration FRESH = Duration.ofSeconds(5);

    public record Progress(double value, boolean estimated) {}

    /**
     * Where a queued job stands.
     *
     * @param position its place in the queue of its pool, 1 is next; absent beyond 100
     */
    public record Waiting(Instant since, Optional<Integer> position) {}

    /**
     * A step of its course.
     *
     * @param event {@code accepted, sent, taken} and {@code completed} by Kling, or {@code ended}
     */
    public record Happening(String event, Instant at) {}

    /**
     * What the predecessor's answers have beside.
     *
     * @param originalStatus the word Kling's older paths have for this state; empty where Kling has none
     * @param realTimeUpdates whether the job has ended, or Kling was asked about it within 5 s
     * @param processingTime in milliseconds
     * @param fileSize of the first file, in bytes
     */
    public record Metadata(
            String originalStatus,
            String endpoint,
            boolean realTimeUpdates,
            boolean instantDataDisplay,
            Instant lastChecked,
            Optional<Instant> completedAt,
            Optional<Long> processingTime,
            Optional<Long> fileSize,
            Optional<String> resolution) {}

    public static JobAnswer of(
            Job job,
            Extras extras,
            Optional<JobResult> result,
            Optional<Integer> position,
            Catalogue catalogue,
            String endpoint,
            Instant asked,
            Instant now) {
        Charge charge = job.charge();
        List<JobResult.Output> outputs = result.map(JobResult::outputs).orElse(List.of());
        Metadata metadata = new Metadata(
                originalStatus(job.state()),
                endpoint,
                job.state().isEnded() || Duration.between(asked, now).compareTo(FRESH) < 0,
                true,
                asked,
                job.ending().flatMap(Job.Ending::completedAt),
                job.ending().flatMap(Job.Ending::processing).map(Duration::toMillis),
                outputs.stream().findFirst().flatMap(JobResult.Output::fileSize),
                catalogue.pixels(
                        job.order().kind(),
                        job.order().model(),
                        job.order().mode(),
                        job.order().aspectRatio()));
        return new JobAnswer(
                JobView.of(job),
                job.keyId(),
                extras.promptHead(),
                extras.metadata(),
                job.progress(now).map(value -> new Progress(value, true)),
                job.state() == JobState.QUEUED ? Optional.of(new Waiting(job.createdAt(), position)) : Optional.empty(),
                ResultView.of(result),
                job.task().map(Job.Task::id),
                Money.units(charge.milliUnits()),
                Money.dollars(charge.microUsd()),
                charge.microUsd(),
                charge.settled(),
                EstimateView.of(job.quote()),
                timeline(job),
                job.ending().flatMap(Job.Ending::failure).map(JobError::of),
                Optional.empty(),
                metadata);
    }

    /** The same with what its webhook was told. */
    public JobAnswer with(List<Delivery> told) {
        Optional<List<DeliveryView>> views =
                Optional.of(told.stream().map(DeliveryView::of).toList()).filter(all -> !all.isEmpty());
        return new JobAnswer(
                job,
                apiKey,
                prompt,
                callerMetadata,
                progress,
                queue,
                result,
                klingTaskId,
                units,
                cost,
                costMicroUsd,
                settled,
                estimate,
                timeline,
                error,
                views,
                metadata);
    }

    /** What is known of its course, in the order in which it happened; clocks may differ by a little. */
    private static List<Happening> timeline(Job job) {
        List<Happening> timeline = new ArrayList<>();
        timeline.add(new Happening("accepted", job.createdAt()));
        job.sending().firstAt().ifPresent(at -> timeline.add(new Happening("sent", at)));
        job.task().map(Job.Task::createdAt).ifPresent(at -> timeline.add(new Happening("taken", at)));
        job.ending().flatMap(Job.Ending::completedAt).ifPresent(at -> timeline.add(new Happening("completed", at)));
        job.ending().map(Job.Ending::at).ifPresent(at -> timeline.add(new Happening("ended", at)));
        return timeline;
    }

    private static String originalStatus(JobState state) {
        return switch (state) {
            case SUBMITTED -> "submitted";
            case PROCESSING -> "processing";
            case SUCCEEDED -> "succeed";
            case FAILED -> "failed";
            case QUEUED, SUBMITTING, CANCELED, EXPIRED -> "";
        };
    }
}
