package klinggateway.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.deliver.Courier.Reply;
import klinggateway.deliver.Courier.Reply.Answered;
import klinggateway.deliver.Courier.Reply.Unanswered;
import klinggateway.job.Delivery;
import klinggateway.job.Delivery.Attempt;
import klinggateway.job.Delivery.Status;

/** Decides what becomes of a delivery after an attempt: eight in all, over more than a day. */
final class Retries {

    /** After the first attempt, the second and so on. Those of Standard Webhooks, but for its days. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    /** Of a pause, at random on top, so that what failed together does not come back together. */
    private static final double JITTER = 0.1;

    /** A receiver may ask for this much, and no more: it could mean for ever. */
    private static final Duration LONGEST_WISH = Duration.ofHours(6);

    private static final int GONE = 410;

    private Retries() {}

    /** The delivery after an attempt at it had this reply at {@code now}. */
    static Delivery after(Delivery begun, Reply reply, Instant now, RandomGenerator random) {
        return switch (reply) {
            case Answered(var status, var retryAfter) -> {
                Attempt attempt = new Attempt(now, Optional.of(status), Optional.empty());
                if (status >= 200 && status < 300) {
                    yield begun.ended(Status.DELIVERED, attempt);
                }
                // The one answer that says that there is nobody any more who wants to know.
                if (status == GONE) {
                    yield begun.ended(Status.STOPPED, attempt);
                }
                // All others may be different next time, a redirect too: it is never followed, but may be taken back.
                yield again(begun, attempt, retryAfter.orElse(Duration.ZERO), random);
            }
            case Unanswered(var reason) ->
                again(begun, new Attempt(now, Optional.empty(), Optional.of(reason)), Duration.ZERO, random);
        };
    }

    private static Delivery again(Delivery begun, Attempt attempt, Duration wish, RandomGenerator random) {
        if (begun.attempts() >= PAUSES.size()) {
            return begun.ended(Status.FAILED, attempt);
        }
        Duration pause = PAUSES.get(begun.attempts());
        Duration jittered = pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble()));
        Duration wished = wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
        Duration longer = wished.compareTo(jittered) > 0 ? wished : jittered;
        return begun.retried(attempt, attempt.at().plus(longer));
    }
}
