package klinggateway.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How far somebody has been told of an alert.
 *
 * @param attempts those that were answered or given up
 * @param dueAt when the next attempt may begin; empty once it is over
 * @param httpStatus the receiver's last answer, where it gave one
 * @param lastError what kept the last attempt from succeeding, where there was no such answer
 */
public record Notice(
        Event event,
        Channel channel,
        Status status,
        int attempts,
        Optional<Instant> dueAt,
        Optional<Integer> httpStatus,
        Optional<String> lastError) {

    /** What is told. */
    public enum Event {
        FIRED,
        CLEARED;

        /** The word used in answers and messages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By what it is told. */
    public enum Channel {
        WEBHOOK,
        TOPIC;

        /** The word used in answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far it has got. */
    public enum Status {
        PENDING,
        DELIVERED,
        /** Given up after the last attempt. */
        FAILED,
        /** The receiver wants no more of it, or the rule has no such receiver any more. */
        STOPPED;

        /** The word used in answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Notice of(Event event, Channel channel, Instant now) {
        return new Notice(event, channel, Status.PENDING, 0, Optional.of(now), Optional.empty(), Optional.empty());
    }

    boolean isPending() {
        return status == Status.PENDING;
    }

    boolean is(Event wanted, Channel by) {
        return event == wanted && channel == by;
    }

    /** Somebody makes an attempt; if nothing is heard of it, another may begin at {@code until}. */
    public Notice begun(Instant until) {
        return new Notice(event, channel, status, attempts, Optional.of(until), httpStatus, lastError);
    }

    /** An attempt was in vain; the next may begin at {@code at}. */
    public Notice retried(Instant at, Optional<Integer> answer, Optional<String> error) {
        return new Notice(event, channel, Status.PENDING, attempts + 1, Optional.of(at), answer, error);
    }

    /** It is over with an attempt. */
    public Notice ended(Status end, Optional<Integer> answer, Optional<String> error) {
        return new Notice(event, channel, end, attempts + 1, Optional.empty(), answer, error);
    }

    /** It is over without an attempt. */
    public Notice stopped(String reason) {
        return new Notice(
                event, channel, Status.STOPPED, attempts, Optional.empty(), Optional.empty(), Optional.of(reason));
    }
}
