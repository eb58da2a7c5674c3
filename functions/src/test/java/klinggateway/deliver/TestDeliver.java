package klinggateway.deliver;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.catalogue.Catalogue;
import klinggateway.job.DeliverQueue;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Deliveries;
import klinggateway.job.JobStore;
import klinggateway.job.Webhook;
import klinggateway.keys.KeyStore;
import klinggateway.keys.WebhookSecrets;
import klinggateway.log.EventLog;
import klinggateway.sweep.TestSweep;
import klinggateway.webhook.Courier;
import klinggateway.webhook.ScriptedCourier;
import klinggateway.webhook.WebhookTargets;

/** The function {@code deliver} on the parts of a test. */
public final class TestDeliver {

    private TestDeliver() {}

    public static RequestHandler<SQSEvent, SQSBatchResponse> on(TestGateway gateway, ScriptedCourier courier) {
        return handler(
                gateway.deliveries,
                gateway.jobs,
                gateway.keys,
                gateway.webhookSecrets,
                gateway.catalogue,
                courier,
                gateway.deliverQueue,
                gateway.log,
                gateway.time);
    }

    /** The same, where something may happen before and after each message is sent. */
    public static RequestHandler<SQSEvent, SQSBatchResponse> on(
            Deliveries deliveries,
            JobStore jobs,
            KeyStore keys,
            TestGateway gateway,
            ScriptedCourier courier,
            Runnable before,
            Runnable after,
            DeliverQueue queue,
            InstantSource clock) {
        return handler(
                deliveries,
                jobs,
                keys,
                gateway.webhookSecrets,
                gateway.catalogue,
                courier.by(before, after),
                queue,
                EventLog.SILENT,
                clock);
    }

    private static DeliverHandler handler(
            Deliveries deliveries,
            JobStore jobs,
            KeyStore keys,
            WebhookSecrets secrets,
            Catalogue catalogue,
            Courier courier,
            DeliverQueue queue,
            EventLog log,
            InstantSource clock) {
        Envelopes envelopes = new Envelopes(
                jobs,
                keys,
                secrets,
                Map.of(Webhook.Shape.GATEWAY, new GatewayBody(catalogue, "api.example.com", clock)));
        return new DeliverHandler(
                new Attempts(
                        deliveries, jobs, envelopes, WebhookTargets.PUBLIC, courier, queue, log, clock, new Random(5)),
                log,
                clock);
    }

    /** A batch as the queue delivers it. */
    public static SQSEvent batch(List<Message> messages) {
        List<SQSEvent.SQSMessage> records = new ArrayList<>();
        for (Message message : messages) {
            SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
            record.setMessageId("message-" + records.size());
            record.setBody(message.text());
            records.add(record);
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(records);
        return event;
    }

    /** Delivers what is in the queue now. */
    public static SQSBatchResponse deliver(TestGateway gateway, ScriptedCourier courier) {
        return on(gateway, courier).handleRequest(batch(gateway.deliverQueue.receive()), new TestContext());
    }

    /** Lets time run for so long, with messages when they are due, and sweeps: each minute at first, later rarely. */
    public static void run(TestGateway gateway, ScriptedCourier courier, Duration length) {
        Instant end = gateway.time.instant().plus(length);
        Duration step = Duration.ofMinutes(1);
        while (gateway.time.instant().isBefore(end)) {
            Instant next = gateway.time.instant().plus(step);
            for (int i = 0; i < 10_000; i++) {
                Instant due = gateway.deliverQueue.nextDue().orElse(next);
                if (due.isAfter(next)) {
                    break;
                }
                gateway.time.moveTo(due);
                List<Message> messages = gateway.deliverQueue.receive();
                if (messages.isEmpty()) {
                    break;
                }
                on(gateway, courier).handleRequest(batch(messages), new TestContext());
            }
            gateway.time.moveTo(next);
            TestSweep.on(gateway).handleRequest(new ScheduledEvent(), new TestContext());
            step = step.compareTo(Duration.ofMinutes(30)) < 0 ? step.multipliedBy(2) : step;
        }
    }
}
