package klinggateway.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Keeps what it is given, and answers what the test says. */
public final class ScriptedCourier implements Courier {

    private final List<Letter> letters = new ArrayList<>();
    private Function<Letter, Reply> receiver = letter -> new Reply.Answered(200, Optional.empty());

    @Override
    public synchronized Reply send(Letter letter, Duration timeout) {
        letters.add(letter);
        return receiver.apply(letter);
    }

    /** The same receiver, on a way on which something may happen. */
    public Courier by(Runnable before, Runnable after) {
        return (letter, timeout) -> {
            before.run();
            Reply reply = send(letter, timeout);
            after.run();
            return reply;
        };
    }

    /** From now on every message is answered so. */
    public synchronized void answering(int status) {
        receiver = letter -> new Reply.Answered(status, Optional.empty());
    }

    /** From now on nobody answers. */
    public synchronized void silent() {
        receiver = letter -> new Reply.Unanswered("no answer in time");
    }

    /** From now on this happens to every message. */
    public synchronized void answering(Function<Letter, Reply> what) {
        receiver = what;
    }

    /** All messages that were sent so far, in this order. */
    public synchronized List<Letter> letters() {
        return List.copyOf(letters);
    }

    /** The ids of all messages that were sent so far. */
    public synchronized List<String> ids() {
        return letters.stream()
                .map(letter -> letter.headers().get("webhook-id"))
                .toList();
    }
}
