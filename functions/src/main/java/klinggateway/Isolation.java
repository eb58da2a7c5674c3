package klinggateway;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Keeps one message's failure from its neighbours: what failed comes again, and ends in the dead-letter queue. */
public final class Isolation {

    private final Consumer<String> log;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    public Isolation(Consumer<String> log) {
        this.log = log;
    }

    public void run(String messageId, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            failed(messageId, trace.toString());
        }
    }

    public void failed(String messageId, String reason) {
        failed.add(messageId);
        log.accept("message " + messageId + " failed: " + reason + "\n");
    }

    public SQSBatchResponse response() {
        List<BatchItemFailure> failures =
                failed.stream().sorted().map(BatchItemFailure::new).toList();
        return new SQSBatchResponse(failures);
    }
}
