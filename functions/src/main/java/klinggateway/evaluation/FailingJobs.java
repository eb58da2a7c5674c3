package klinggateway.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.job.ErrorClass;
import klinggateway.link.Link;

/** Too many jobs that fail, of one key or of everyone together. */
final class FailingJobs {

    private FailingJobs() {}

    static List<Finding> find(Condition.ErrorRate condition, Facts facts, Instant now) {
        Ended ended = Ended.of(facts.usage(condition.keyId(), condition.within()), condition.reason(), cell -> true);
        return ended.all() >= condition.leastJobs() && ended.failedShare() > condition.above()
                ? List.of(finding(condition, ended, facts, now))
                : List.of();
    }

    private static Finding finding(Condition.ErrorRate condition, Ended ended, Facts facts, Instant now) {
        Instant since = now.minus(condition.within());
        Optional<Ended.Failed> most = ended.most().map(entry -> entry.getKey());
        String failed = condition
                .reason()
                .map(reason -> " with the reason " + reason.word())
                .orElse("");
        Evidence evidence = new Evidence()
                .with("failed", ended.failures())
                .with("ended", ended.all())
                .with("share", Words.share(ended.failedShare()))
                .with("above", condition.above())
                .with("since", since.toString());
        ended.most()
                .ifPresent(entry -> evidence.with("model", entry.getKey().model())
                        .with("reason", entry.getKey().reason())
                        .with("ofThese", entry.getValue()));
        Link link = Link.usage(since, now).with("groupBy", "status");
        Link ofKey = condition.keyId().map(keyId -> link.with("apiKey", keyId)).orElse(link);
        return new Finding(
                condition
                        .keyId()
                        .map(keyId -> new Subject(Subject.Sort.KEY, keyId))
                        .orElse(Subject.GATEWAY),
                Words.percent(condition.above()),
                "",
                condition.keyId().map(keyId -> Words.key(keyId, facts) + ": ").orElse("") + ended.failures() + " of "
                        + Words.count(ended.all(), "job") + " that ended since " + Words.time(since) + " failed"
                        + failed + " (" + Words.percent(ended.failedShare()) + ")" + most(ended) + ".",
                most.map(it -> advice(it.reason())).orElse(""),
                evidence.all(),
                ofKey.text());
    }

    /** What most of the failures are. */
    static String most(Ended ended) {
        return ended.most()
                .map(entry -> ", mostly " + entry.getKey().model() + " with the reason "
                        + entry.getKey().reason() + " (" + entry.getValue() + ")")
                .orElse("");
    }

    static String advice(String reason) {
        return switch (ErrorClass.find(reason).orElse(ErrorClass.OTHER)) {
            case CONTENT -> "Reword the prompts or change the pictures; the same is refused again.";
            case INPUT -> "The jobs' errors name the field that Kling does not take; mend the program that sends it.";
            case IMAGE_SIZE -> "Send pictures of at least 300 pixels a side, and no longer than 2.5 times their width.";
            case CREDENTIAL -> "Put a valid credential of Kling's into the secret KlingSecret; nothing works without.";
            case PAYMENT -> "Buy a pack or top up the balance at Kling; what waits is sent by itself afterwards.";
            case PERMISSION -> "The account at Kling must not use the model; ask Kling, or order another one.";
            case RATE -> "Order fewer at once, or buy a larger pack and raise the pool's concurrency.";
            case UNAVAILABLE, OUTCOME_UNKNOWN ->
                "Kling is in trouble: order again later, or take another model until it is over.";
            case CANCELED -> "Somebody cancels what waits; ask who orders.";
            case EXPIRED -> "Kling has not ended the tasks for a day; ask Kling's support with their task ids.";
            case OTHER -> "The jobs' errors have Kling's own words; look at some of them.";
        };
    }
}
