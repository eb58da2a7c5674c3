package klinggateway.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Remembers its events. */
public final class ScheduledHandler implements RequestHandler<ScheduledEvent, Void> {

    public static final BlockingQueue<ScheduledEvent> EVENTS = new LinkedBlockingQueue<>();

    @Override
    public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
        EVENTS.add(event);
        return null;
    }
}
