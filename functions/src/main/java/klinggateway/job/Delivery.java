package klinggateway.job;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job's webhook is told once the job has reached a state, and how far that has got. Every change is a new value, written
 * only over the one that was read.
 *
 * @param event the state that is told
 * @param createdAt when the job reached it
 * @param attempts those that were answered or given up, since it was last asked for
 * @param dueAt when the sweep has it tried, if nobody else has by then; empty once it is over
 * @param leaseUntil until when nobody else tries, since somebody does
 * @param last the latest attempt
 * @param version rises with every write
 */
public record Delivery(
        JobId job,
        JobState event,
        Instant createdAt,
        Status status,
        int attempts,
        Optional<Instant> dueAt,
        Optional<Instant> leaseUntil,
        Optional<Attempt> last,
        long version) {

    private static final Pattern WEBHOOK_ID = Pattern.compile("msg_([0-9a-z]{13})_([a-z]+)");

    /** How far it has got. */
    public enum Status {
        PENDING,
        DELIVERED,
        /** Given up after the last attempt; can be asked for again. */
        FAILED,
        /** The receiver wants no more of it. */
        STOPPED,
        /** The job has moved on, so it would tell what is no longer so. */
        OVERTAKEN;

        /** The word used in answers and in storage. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * How an attempt went.
     *
     * @param httpStatus what the receiver answered, if it did
     * @param error what kept it from answering
     */
    public record Attempt(Instant at, Optional<Integer> httpStatus, Optional<String> error) {}

    /** That {@code job} is in its state now, due at once. */
    public static Delivery of(Job job, Instant now) {
        return new Delivery(
                job.id(), job.state(), now, Status.PENDING, 0, Optional.of(now), Optional.empty(), Optional.empty(), 1);
    }

    /** The id that the receiver sees, the same in each attempt. */
    public String webhookId() {
        return "msg_" + job.text().substring("job_".length()) + "_" + event.word();
    }

    /** The job and the event of a webhook id. */
    public record Name(JobId job, JobState event) {

        public static Optional<Name> parse(String webhookId) {
            Matcher matcher = WEBHOOK_ID.matcher(webhookId);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return JobId.parse("job_" + matcher.group(1))
                    .flatMap(job -> Arrays.stream(JobState.values())
                            .filter(state -> state.word().equals(matcher.group(2)))
                            .findFirst()
                            .map(state -> new Name(job, state)));
        }
    }

    /** Whether an attempt with this number may begin at {@code now}: it has not been made, and nobody is making it. */
    public boolean awaits(int attempt, Instant now) {
        return status == Status.PENDING
                && attempts == attempt
                && leaseUntil.filter(now::isBefore).isEmpty();
    }

    /** Somebody begins an attempt; if nothing more is heard of it, the sweep has another made. */
    public Delivery begun(Instant until) {
        return next(Status.PENDING, attempts, Optional.of(until), Optional.of(until), last);
    }

    /** An attempt was in vain; the next is due at {@code dueAt}. */
    public Delivery retried(Attempt attempt, Instant next) {
        return next(Status.PENDING, attempts + 1, Optional.of(next), Optional.empty(), Optional.of(attempt));
    }

    /** It is over with this attempt. */
    public Delivery ended(Status status, Attempt attempt) {
        return next(status, attempts + 1, Optional.empty(), Optional.empty(), Optional.of(attempt));
    }

    /** It is over without an attempt, since the job has moved on. */
    public Delivery overtaken() {
        return next(Status.OVERTAKEN, attempts, Optional.empty(), Optional.empty(), last);
    }

    /** A new message is on its way; the sweep looks again at {@code dueAt}. */
    public Delivery reissued(Instant next) {
        return next(Status.PENDING, attempts, Optional.of(next), leaseUntil, last);
    }

    /** It is asked for again, as if it had never been tried. */
    public Delivery again(Instant now) {
        return next(Status.PENDING, 0, Optional.of(now), Optional.empty(), last);
    }

    private Delivery next(
            Status next, int made, Optional<Instant> due, Optional<Instant> lease, Optional<Attempt> latest) {
        return new Delivery(job, event, createdAt, next, made, due, lease, latest, version + 1);
    }
}
