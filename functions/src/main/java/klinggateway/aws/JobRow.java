package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import klinggateway.job.Charge;
import klinggateway.job.Endpoint;
import klinggateway.job.Job;
import klinggateway.job.Job.Ending;
import klinggateway.job.Job.Polling;
import klinggateway.job.Job.Sending;
import klinggateway.job.Job.Task;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.job.Quote;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The {@code job} part of a job's item collection: about 1 KB, and never more than what the indexes need to find it. */
final class JobRow {

    static final String PART = "job";
    static final String STARTED = "started";
    static final String LATE = "late";

    private JobRow() {}

    static String queued(Pool pool) {
        return "queued#" + pool.word();
    }

    static Map<String, AttributeValue> key(JobId id) {
        return Map.of("id", Item.text(id.text()), "part", Item.text(PART));
    }

    /**
     * The row of {@code job}.
     *
     * @param write random, different for each write, so that a writer recognises its own after a lost answer
     */
    static Item of(Job job, String write, Duration retention) {
        Quote quote = job.quote();
        Item item = Item.create()
                .put("id", job.id().text())
                .put("part", PART)
                .put("keyId", job.keyId())
                .putText("requestId", job.requestId())
                .put("createdAt", job.createdAt())
                .put("nonce", job.nonce())
                .put("version", job.version())
                .put("write", write)
                .put("state", job.state().word())
                .put("milliUnits", quote.milliUnits())
                .put("microUsd", quote.microUsd())
                .put("microUsdPerUnit", quote.microUsdPerUnit())
                .put("catalogue", quote.catalogueVersion())
                .put("typicalMs", quote.typical().toMillis())
                .put("path", job.endpoint().path())
                .put("protocol", job.endpoint().protocol().word())
                .put("period", job.period())
                .put("turn", job.turn())
                .put("attempt", job.sending().attempt())
                .put("tries", job.sending().tries())
                .putMoment("firstSentAt", job.sending().firstAt())
                .putMoment("leaseUntil", job.sending().leaseUntil())
                .put("pollSequence", job.polling().sequence())
                .putMoment("dueAt", job.polling().dueAt())
                .put("expiresAt", job.createdAt().plus(retention).getEpochSecond());
        OrderAttributes.put(item, job.order());
        if (!job.told().isEmpty()) {
            item.put("told", job.told().stream().map(JobState::word).collect(Collectors.toSet()));
        }
        item.putText("duplicateOf", job.duplicateOf().map(JobId::text));
        job.task().ifPresent(task -> item.put("taskId", task.id()).put("taskCreatedAt", task.createdAt()));
        job.ending().ifPresent(ending -> putEnding(item, ending));
        putOpen(item, job);
        return item;
    }

    private static void putEnding(Item item, Ending ending) {
        item.put("endedAt", ending.at())
                .putMoment("completedAt", ending.completedAt())
                .putNumber("processingMs", ending.processing().map(Duration::toMillis))
                .put("chargedMilliUnits", ending.charge().milliUnits())
                .put("chargedMicroUsd", ending.charge().microUsd())
                .put("settled", ending.charge().settled());
        ending.failure().ifPresent(failure -> FailureAttributes.put(item, failure));
    }

    /** The sparse index: what waits by its turn, what was sent by when the sweep takes over, and nothing else. */
    private static void putOpen(Item item, Job job) {
        switch (job.state()) {
            case QUEUED -> item.put("openState", queued(job.order().pool())).put("openOrder", job.turn());
            case SUBMITTING, SUBMITTED, PROCESSING ->
                job.polling()
                        .dueAt()
                        .ifPresent(due -> item.put("openState", STARTED).put("openOrder", due));
            case EXPIRED ->
                job.polling()
                        .dueAt()
                        .ifPresent(due -> item.put("openState", LATE).put("openOrder", due));
            case SUCCEEDED, FAILED, CANCELED -> {
                // Ended for good: no index needs to find it.
            }
        }
    }

    static Job read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        Order order = OrderAttributes.read(item);
        Quote quote = new Quote(
                item.needNumber("milliUnits"),
                item.needNumber("microUsd"),
                item.needNumber("microUsdPerUnit"),
                item.needText("catalogue"),
                Duration.ofMillis(item.needNumber("typicalMs")));
        return new Job(
                id(item),
                item.needText("keyId"),
                item.findText("requestId"),
                item.needMoment("createdAt"),
                item.needText("nonce"),
                item.needNumber("version"),
                JobState.ofWord(item.needText("state")),
                order,
                quote,
                new Endpoint(item.needText("path"), Endpoint.Protocol.ofWord(item.needText("protocol"))),
                item.needText("period"),
                item.needNumber("turn"),
                item.texts("told").stream().map(JobState::ofWord).collect(Collectors.toUnmodifiableSet()),
                item.findText("duplicateOf").flatMap(JobId::parse),
                new Sending(
                        (int) item.needNumber("attempt"),
                        (int) item.needNumber("tries"),
                        item.findMoment("firstSentAt"),
                        item.findMoment("leaseUntil")),
                new Polling((int) item.needNumber("pollSequence"), item.findMoment("dueAt")),
                item.findText("taskId").map(id -> new Task(id, item.needMoment("taskCreatedAt"))),
                item.findMoment("endedAt").map(at -> ending(item, at)));
    }

    static JobId id(Item item) {
        String text = item.needText("id");
        return JobId.parse(text).orElseThrow(() -> new IllegalStateException("no job id: " + text));
    }

    private static Ending ending(Item item, Instant at) {
        Charge charge = new Charge(
                item.needNumber("chargedMilliUnits"), item.needNumber("chargedMicroUsd"), item.needBoolean("settled"));
        return new Ending(
                at,
                item.findMoment("completedAt"),
                item.findNumber("processingMs").map(Duration::ofMillis),
                charge,
                FailureAttributes.read(item));
    }
}
