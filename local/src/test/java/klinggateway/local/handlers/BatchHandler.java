package klinggateway.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Remembers its events, and reports the messages that say {@code fail} as failed. */
public final class BatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    public static final BlockingQueue<SQSEvent> EVENTS = new LinkedBlockingQueue<>();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        EVENTS.add(event);
        List<SQSBatchResponse.BatchItemFailure> failures = event.getRecords().stream()
                .filter(message -> message.getBody().equals("fail"))
                .map(message -> new SQSBatchResponse.BatchItemFailure(message.getMessageId()))
                .toList();
        return new SQSBatchResponse(failures);
    }
}
