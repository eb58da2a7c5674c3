package klinggateway.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import klinggateway.webhook.Courier.Reply;
import klinggateway.webhook.Courier.Reply.Answered;
import klinggateway.webhook.Courier.Reply.Unanswered;

/** Decides what comes after an attempt to tell somebody something: eight in all, over more than a day. */
public final class Retries {

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

    /** What comes next. */
    public sealed interface Next {

        /** The receiver has it. */
        record Delivered() implements Next {}

        /** The receiver wants no more of it. */
        record Unwanted() implements Next {}

        /** The last attempt was in vain. */
        record GivenUp() implements Next {}

        /** Another attempt. */
        record Again(Instant at) implements Next {}
    }

    /**
     * What comes after an attempt that had this reply at {@code now}.
     *
     * @param before how many attempts there were before
     */
    public static Next after(int before, Reply reply, Instant now, RandomGenerator random) {
        return switch (reply) {
            case Answered(var status, var retryAfter) -> {
                if (reply.isTaken()) {
                    yield new Next.Delivered();
                }
                // The one answer that says that there is nobody any more who wants to know.
                if (status == GONE) {
                    yield new Next.Unwanted();
                }
                // All others may be different next time, a redirect too: it is never followed, but may be taken back.
                yield again(before, retryAfter.orElse(Duration.ZERO), now, random);
            }
            case Unanswered unanswered -> again(before, Duration.ZERO, now, random);
        };
    }

    private static Next again(int before, Duration wish, Instant now, RandomGenerator random) {
        if (before >= PAUSES.size()) {
            return new Next.GivenUp();
        }
        Duration pause = PAUSES.get(before);
        Duration jittered = pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble()));
        Duration wished = wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
        return new Next.Again(now.plus(wished.compareTo(jittered) > 0 ? wished : jittered));
    }
}
