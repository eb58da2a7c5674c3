package klinggateway.deliver;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import klinggateway.Isolation;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Webhook;
import klinggateway.log.EventLog;
import klinggateway.log.Line;
import klinggateway.webhook.HttpCourier;

/** The queue of deliveries: calls the webhooks of a batch side by side, each once, and has what failed tried again later. */
public final class DeliverHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final Attempts attempts;
    private final EventLog log;
    private final InstantSource clock;

    /** For Lambda. */
    public DeliverHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("deliver", SQSEvent.class, DeliverHandler::new);
    }

    private DeliverHandler(Wiring wiring) {
        this(
                new Attempts(
                        wiring.stores().deliveries(),
                        wiring.stores().jobs(),
                        new Envelopes(
                                wiring.stores().jobs(),
                                wiring.stores().keys(),
                                wiring.secrets().ofWebhooks(),
                                Map.of(
                                        Webhook.Shape.GATEWAY,
                                        new GatewayBody(
                                                wiring.catalogue(),
                                                wiring.kling().host(),
                                                wiring.clock()),
                                        Webhook.Shape.KLING_OLDER,
                                        KlingBody.OLDER,
                                        Webhook.Shape.KLING_NEWER,
                                        KlingBody.NEWER)),
                        wiring.webhookTargets(),
                        new HttpCourier(wiring.webhookTargets(), wiring.userAgent()),
                        wiring.stores().deliverQueue(),
                        wiring.log(),
                        wiring.clock(),
                        wiring.random()),
                wiring.log(),
                wiring.clock());
    }

    DeliverHandler(Attempts attempts, EventLog log, InstantSource clock) {
        this.attempts = attempts;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Instant started = clock.instant();
        Isolation isolation = new Isolation(context.getLogger()::log);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (SQSEvent.SQSMessage message : event.getRecords()) {
                Optional<Message> parsed = Message.parse(message.getBody());
                if (parsed.isEmpty()) {
                    isolation.failed(message.getMessageId(), "unreadable: " + message.getBody());
                } else {
                    threads.execute(() -> isolation.run(message.getMessageId(), () -> attempts.attempt(parsed.get())));
                }
            }
        }
        SQSBatchResponse response = isolation.response();
        log.write(Line.of("ran")
                .with("function", "deliver")
                .with("messages", event.getRecords().size())
                .with("failed", response.getBatchItemFailures().size())
                .with("ms", Duration.between(started, clock.instant()).toMillis()));
        return response;
    }
}
