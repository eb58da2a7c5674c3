package klinggateway.compact;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.lifecycle.Deadline;
import klinggateway.log.EventLog;
import klinggateway.log.Line;
import klinggateway.log.Metric;

/** Every minute: folds what has closed since the last run into rollups. */
public final class CompactHandler implements RequestHandler<ScheduledEvent, CompactHandler.Report> {

    private static final Duration TO_ANSWER = Duration.ofSeconds(20);

    private final Compaction compaction;
    private final EventLog log;
    private final InstantSource clock;

    /** For Lambda. */
    public CompactHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("compact", ScheduledEvent.class, CompactHandler::new);
    }

    private CompactHandler(Wiring wiring) {
        this(
                new Compaction(
                        wiring.stores().usage(),
                        wiring.stores().rollups(),
                        wiring.stores().reopenings(),
                        wiring.reportZones()),
                wiring.log(),
                wiring.clock());
    }

    CompactHandler(Compaction compaction, EventLog log, InstantSource clock) {
        this.compaction = compaction;
        this.log = log;
        this.clock = clock;
    }

    /** Up to when usage is rolled up now. */
    public record Report(String watermark) {}

    @Override
    public Report handleRequest(ScheduledEvent event, Context context) {
        Instant started = clock.instant();
        Deadline deadline = Deadline.in(
                Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER), clock);
        Instant watermark = compaction.compact(started, () -> !deadline.left().isZero());
        Instant now = clock.instant();
        log.write(Line.of("ran")
                .with("function", "compact")
                .with("watermark", watermark.toString())
                .measure(Metric.COMPACTION_LAG, Duration.between(watermark, now).toSeconds())
                .with("ms", Duration.between(started, now).toMillis()));
        return new Report(watermark.toString());
    }
}
