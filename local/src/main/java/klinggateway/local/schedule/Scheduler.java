package klinggateway.local.schedule;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import klinggateway.emulators.template.Schedule;
import klinggateway.local.lambda.Invocation;
import klinggateway.local.lambda.LocalFunction;

/** Runs one function at its rate. While a run lasts, the next one is left out; EventBridge would start it beside the first. */
public final class Scheduler implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schedule schedule;
    private final LocalFunction function;
    private final Thread thread;
    private volatile boolean closed;

    private Scheduler(Schedule schedule, LocalFunction function, boolean atOnce) {
        this.schedule = schedule;
        this.function = function;
        this.thread = Thread.ofVirtual()
                .name("schedule of " + schedule.functionId())
                .unstarted(() ->
                        repeat(atOnce && schedule.at().isEmpty() ? Duration.ZERO : schedule.untilFirst(Instant.now())));
    }

    /**
     * Begins to count the time.
     *
     * @param atOnce whether the first run is now, not after one interval; what has its time of day waits for it
     */
    public static Scheduler start(Schedule schedule, LocalFunction function, boolean atOnce) {
        var scheduler = new Scheduler(schedule, function, atOnce);
        scheduler.thread.start();
        return scheduler;
    }

    /** Runs the function once, now, and waits for its end. */
    public static Invocation run(Schedule schedule, LocalFunction function) {
        return function.invoke(event(schedule, Instant.now(), false));
    }

    /** Starts no further run. A run in progress goes on. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            notifyAll();
        }
    }

    private void repeat(Duration first) {
        long due = System.nanoTime() + first.toNanos();
        boolean isFirst = true;
        while (waitedUntil(due)) {
            function.invoke(event(schedule, Instant.now(), isFirst));
            isFirst = false;
            long now = System.nanoTime();
            do {
                due += schedule.every().toNanos();
            } while (due <= now);
        }
    }

    private synchronized boolean waitedUntil(long due) {
        try {
            while (!closed) {
                Duration left = Duration.ofNanos(due - System.nanoTime());
                if (!left.isPositive()) {
                    return true;
                }
                wait(left.toMillis() + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** @param queueIsEmpty told to the first run: queues are in memory here, so none holds a message from before */
    private static byte[] event(Schedule schedule, Instant now, boolean queueIsEmpty) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", "000000000000")
                .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", "us-east-1");
        event.putArray("resources")
                .add("arn:aws:events:us-east-1:000000000000:rule/" + schedule.functionId() + schedule.eventName());
        ObjectNode detail = event.putObject("detail");
        if (queueIsEmpty) {
            detail.put("queueIsEmpty", true);
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
