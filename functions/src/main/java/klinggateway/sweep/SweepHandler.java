package klinggateway.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import klinggateway.Priming;
import klinggateway.Steps;
import klinggateway.Wiring;
import klinggateway.job.Pool;
import klinggateway.lifecycle.Deadline;
import klinggateway.lifecycle.Start;
import klinggateway.log.EventLog;
import klinggateway.log.Line;
import klinggateway.log.Metric;

/**
 * Every minute: takes over the jobs and deliveries that no message will find, asks once more about expired jobs, repairs slots,
 * and starts what waits.
 */
public final class SweepHandler implements RequestHandler<ScheduledEvent, SweepHandler.Report> {

    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    /** Sent by whoever starts the gateway with an empty queue: no message is on its way, so every open job is overdue. */
    private static final String QUEUE_IS_EMPTY = "queueIsEmpty";

    private final Overdue overdue;
    private final Undelivered undelivered;
    private final Late late;
    private final SlotRepair repair;
    private final Start start;
    private final OldestOpen oldestOpen;
    private final EventLog log;
    private final InstantSource clock;

    /** For Lambda. */
    public SweepHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("sweep", ScheduledEvent.class, SweepHandler::new);
    }

    private SweepHandler(Wiring wiring) {
        this(
                new Overdue(wiring.stores().jobs(), wiring.stores().pollQueue(), wiring.clock()),
                new Undelivered(wiring.stores().deliveries(), wiring.stores().deliverQueue(), wiring.clock()),
                new Late(wiring.stores().jobs(), wiring.sync(), wiring.clock()),
                new SlotRepair(
                        wiring.stores().jobs(),
                        wiring.stores().slots(),
                        wiring.stores().peaks(),
                        wiring.clock()),
                wiring.start(),
                new OldestOpen(wiring.stores().jobs(), wiring.clock()),
                wiring.log(),
                wiring.clock());
    }

    SweepHandler(
            Overdue overdue,
            Undelivered undelivered,
            Late late,
            SlotRepair repair,
            Start start,
            OldestOpen oldestOpen,
            EventLog log,
            InstantSource clock) {
        this.overdue = overdue;
        this.undelivered = undelivered;
        this.late = late;
        this.repair = repair;
        this.start = start;
        this.oldestOpen = oldestOpen;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What a sweep did.
     *
     * @param reissued jobs that have a poll message again
     * @param deliveries webhooks that have a message again, or one for an attempt that was too far away for one
     * @param askedAgain expired jobs that Kling was asked about once more
     * @param freed jobs whose slots were given back
     */
    public record Report(int reissued, int deliveries, int askedAgain, int freed) {}

    @Override
    public Report handleRequest(ScheduledEvent event, Context context) {
        Instant started = clock.instant();
        Deadline deadline = Deadline.in(
                Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER), clock);
        boolean queueIsEmpty = Boolean.TRUE.equals(
                Objects.requireNonNullElse(event.getDetail(), Map.of()).get(QUEUE_IS_EMPTY));
        Instant dueBy = queueIsEmpty ? Instant.ofEpochMilli(Long.MAX_VALUE) : started;
        Steps steps = new Steps();
        int reissued = overdue.reissue(dueBy, deadline, steps);
        int deliveries = undelivered.reissue(deadline, steps);
        int freed = 0;
        for (Pool pool : List.of(Pool.values())) {
            freed += repair.repair(pool, steps);
            steps.run(() -> start.startNext(pool, deadline));
        }
        int askedAgain = late.ask(deadline, steps);
        Report report = new Report(reissued, deliveries, askedAgain, freed);
        steps.run(() -> log.write(line(report, started)));
        steps.finish();
        return report;
    }

    private Line line(Report report, Instant started) {
        return Line.of("ran")
                .with("function", "sweep")
                .with("reissued", report.reissued())
                .with("deliveries", report.deliveries())
                .with("askedAgain", report.askedAgain())
                .with("freed", report.freed())
                .measure(Metric.OLDEST_OPEN_JOB_AGE, oldestOpen.age().toSeconds())
                .with("ms", Duration.between(started, clock.instant()).toMillis());
    }
}
