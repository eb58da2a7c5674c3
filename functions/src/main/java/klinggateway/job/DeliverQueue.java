package klinggateway.job;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The queue that drives the function {@code deliver}. Messages may come twice, late, or not at all: then the sweep sends another. */
public interface DeliverQueue {

    /** What SQS takes at most; what is due later is left to the sweep. */
    Duration LONGEST_DELAY = Duration.ofMinutes(15);

    /** Sends {@code message} so that it arrives after {@code delay}, at most {@link #LONGEST_DELAY}. */
    void send(Message message, Duration delay);

    /**
     * Try a delivery: {@code deliver job_0n8k… succeeded 0}.
     *
     * @param attempt how many attempts came before it; dropped if there were more
     */
    record Message(JobId job, JobState event, int attempt) {

        public static Message of(Delivery delivery) {
            return new Message(delivery.job(), delivery.event(), delivery.attempts());
        }

        public String text() {
            return "deliver " + job.text() + " " + event.word() + " " + attempt;
        }

        /** The message written as {@code text}, or empty if it is none. */
        public static Optional<Message> parse(String text) {
            String[] words = text.split(" ", -1);
            if (words.length != 4 || !words[0].equals("deliver") || !words[3].matches("[0-9]{1,4}")) {
                return Optional.empty();
            }
            return JobId.parse(words[1])
                    .flatMap(job -> Arrays.stream(JobState.values())
                            .filter(state -> state.word().equals(words[2]))
                            .findFirst()
                            .map(state -> new Message(job, state, Integer.parseInt(words[3]))));
        }
    }
}
