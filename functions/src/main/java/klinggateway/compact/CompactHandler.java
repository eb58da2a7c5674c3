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

/** Every minute: folds what has closed since the last run into rollups. */
public final class CompactHandler implements RequestHandler<ScheduledEvent, CompactHandler.Report> {

    private static final Duration TO_ANSWER = Duration.ofSeconds(20);

    private final Compaction compaction;
    private final InstantSource clock;

    /** For Lambda. */
    public CompactHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("compact", ScheduledEvent.class, CompactHandler::new);
    }

    private CompactHandler(Wiring wiring) {
        this(
                new Compaction(wiring.usage(), wiring.rollups(), wiring.reopenings(), wiring.reportZones()),
                wiring.clock());
    }

    CompactHandler(Compaction compaction, InstantSource clock) {
        this.compaction = compaction;
        this.clock = clock;
    }

    /** Up to when usage is rolled up now. */
    public record Report(String watermark) {}

    @Override
    public Report handleRequest(ScheduledEvent event, Context context) {
        Deadline deadline = Deadline.in(
                Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER), clock);
        Instant watermark =
                compaction.compact(clock.instant(), () -> !deadline.left().isZero());
        return new Report(watermark.toString());
    }
}
