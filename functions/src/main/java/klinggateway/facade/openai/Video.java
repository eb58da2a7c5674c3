package klinggateway.facade.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Catalogue.FrameSize;
import klinggateway.http.JobError;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.JobResult;
import klinggateway.job.JobState;

/**
 * A job as this API shows it.
 *
 * @param extras what is kept for its caller
 */
record Video(Job job, Extras extras) {

    /** Where nobody knows any more. */
    private static final String USUAL_SIZE = "1280x720";

    /** When its files were there, if it was made. */
    static Optional<Instant> completedAt(Job job) {
        return job.state() == JobState.SUCCEEDED
                ? job.ending().map(ending -> ending.completedAt().orElse(ending.at()))
                : Optional.empty();
    }

    boolean isDeleted() {
        return Asked.of(extras).isDeleted();
    }

    /** Exactly the members of the type {@code Video} of OpenAI's clients; moments in seconds since 1970. */
    ObjectNode json(Catalogue catalogue, Instant now) {
        Asked asked = Asked.of(extras);
        Optional<Instant> completedAt = completedAt(job);
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode json = nodes.objectNode()
                .put("id", VideoId.text(job.id()))
                .put("object", "video")
                .put("model", asked.model().orElse(job.order().model()))
                .put("status", status(job.state()))
                .put("progress", progress(now))
                .put("created_at", job.createdAt().getEpochSecond());
        json.set("completed_at", seconds(completedAt));
        json.set("expires_at", seconds(completedAt.map(at -> at.plus(JobResult.FILES_KEPT))));
        json.put("seconds", Integer.toString(job.order().seconds()))
                .put("size", asked.size().orElseGet(() -> size(catalogue)))
                .put("prompt", extras.promptHead())
                .putNull("remixed_from_video_id");
        json.set(
                "error",
                job.ending()
                        .flatMap(Job.Ending::failure)
                        .<JsonNode>map(Video::error)
                        .orElseGet(nodes::nullNode));
        return json;
    }

    /** A job that Kling has, and has not begun with, is queued there. */
    private static String status(JobState state) {
        return switch (state) {
            case QUEUED, SUBMITTING, SUBMITTED -> "queued";
            case PROCESSING -> "in_progress";
            case SUCCEEDED -> "completed";
            case FAILED, CANCELED, EXPIRED -> "failed";
        };
    }

    private int progress(Instant now) {
        return switch (job.state()) {
            case PROCESSING -> (int) Math.round(100 * job.progress(now).orElse(0.0));
            case SUCCEEDED -> 100;
            case QUEUED, SUBMITTING, SUBMITTED, FAILED, CANCELED, EXPIRED -> 0;
        };
    }

    /** Of a video that was ordered elsewhere: it says nothing of the shape of one that was made from a picture. */
    private String size(Catalogue catalogue) {
        List<FrameSize> sizes = catalogue.sizes(job.order().kind(), job.order().model()).stream()
                .filter(size -> size.mode().equals(job.order().mode()))
                .toList();
        return sizes.stream()
                .filter(size -> size.aspectRatio().equals(job.order().aspectRatio()))
                .findFirst()
                .or(() -> sizes.stream().findFirst())
                .map(FrameSize::text)
                .orElse(USUAL_SIZE);
    }

    private static ObjectNode error(Failure failure) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code(failure.errorClass()))
                .put("message", JobError.of(failure).message());
    }

    private static String code(ErrorClass errorClass) {
        return switch (errorClass) {
            case CONTENT -> "moderation_blocked";
            case INPUT, IMAGE_SIZE -> "invalid_request";
            case CANCELED -> "canceled";
            case EXPIRED -> "expired";
            case RATE -> "rate_limit_exceeded";
            case CREDENTIAL, PAYMENT, PERMISSION, UNAVAILABLE, OUTCOME_UNKNOWN -> "server_error";
            case OTHER -> "video_generation_failed";
        };
    }

    private static JsonNode seconds(Optional<Instant> moment) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return moment.<JsonNode>map(at -> nodes.numberNode(at.getEpochSecond())).orElseGet(nodes::nullNode);
    }
}
