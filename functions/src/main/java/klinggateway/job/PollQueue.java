package klinggateway.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The queue that drives the function {@code poll}. Messages may come twice, late, or in any order. */
public interface PollQueue {

    /** Sends {@code message} so that it arrives after {@code delay}, at most 15 minutes. */
    void send(Message message, Duration delay);

    /**
     * Sends several messages, each after its own delay.
     *
     * @return those that the queue did not take
     */
    List<Message> sendAll(List<Delayed> messages);

    record Delayed(Message message, Duration delay) {}

    /** What a message asks for, as a line of words. */
    sealed interface Message {

        String text();

        /** The message written as {@code text}, or empty if it is none. */
        static Optional<Message> parse(String text) {
            String[] words = text.split(" ", -1);
            try {
                if (words.length == 4 && words[0].equals("poll")) {
                    int sequence = Integer.parseInt(words[2]);
                    int hop = Integer.parseInt(words[3]);
                    return JobId.parse(words[1]).map(job -> new Poll(job, sequence, hop));
                }
                if (words.length == 2 && words[0].equals("start")) {
                    return Pool.find(words[1]).map(StartNext::new);
                }
                return Optional.empty();
            } catch (NumberFormatException unreadable) {
                return Optional.empty();
            }
        }

        /**
         * Ask Kling about a job: {@code poll job_0n8k… 1 0}.
         *
         * @param sequence the chain it belongs to; dropped if the job has a newer one
         * @param hop how many messages of the chain came before it
         */
        record Poll(JobId job, int sequence, int hop) implements Message {

            @Override
            public String text() {
                return "poll " + job.text() + " " + sequence + " " + hop;
            }
        }

        /** Start what waits in a pool's queue, as far as there is room: {@code start video}. */
        record StartNext(Pool pool) implements Message {

            @Override
            public String text() {
                return "start " + pool.word();
            }
        }
    }
}
