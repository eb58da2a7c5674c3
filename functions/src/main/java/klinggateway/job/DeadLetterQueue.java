package klinggateway.job;

import java.util.Optional;
import java.util.stream.Stream;

/** The queues for what failed too often: one for each function that a queue drives, and one for all that schedules drive. */
public enum DeadLetterQueue {
    POLL(
            "poll",
            "message of the function poll failed five times and is in its dead letter queue",
            "messages of the function poll failed five times and are in its dead letter queue",
            "The log of poll has the reason; mend it, then send them round once more or purge PollDeadLetterQueue. No job is lost: the"
                    + " sweep looks after them meanwhile."),
    DELIVER(
            "deliver",
            "message of the function deliver failed five times and is in its dead letter queue",
            "messages of the function deliver failed five times and are in its dead letter queue",
            "The log of deliver has the reason; mend it, then send them round once more or purge DeliverDeadLetterQueue. No webhook is"
                    + " forgotten: the sweep goes on trying meanwhile."),
    SCHEDULE(
            "schedule",
            "scheduled run failed three times in a row and is in the dead letter queue of schedules",
            "scheduled runs failed three times in a row and are in the dead letter queue of schedules",
            "Each message there says which function failed, and with what error. Once that is mended, purge ScheduleDeadLetterQueue: the next"
                    + " run does the work; only a missed audit has to be run for its day.");

    private final String word;
    private final String one;
    private final String many;
    private final String advice;

    DeadLetterQueue(String word, String one, String many, String advice) {
        this.word = word;
        this.one = one;
        this.many = many;
        this.advice = advice;
    }

    /** The word used in settings, answers and alerts. */
    public String word() {
        return word;
    }

    public static Optional<DeadLetterQueue> find(String word) {
        return Stream.of(values()).filter(queue -> queue.word.equals(word)).findFirst();
    }

    /** What is the case if so many messages are in it. */
    public String sentence(long messages) {
        return messages + " " + (messages == 1 ? one : many) + ".";
    }

    /** What to do about messages in it. */
    public String advice() {
        return advice;
    }
}
