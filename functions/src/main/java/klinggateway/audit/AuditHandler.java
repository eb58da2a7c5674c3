package klinggateway.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.audit.Audit.Finding;
import klinggateway.http.Json;
import klinggateway.log.EventLog;
import klinggateway.log.Line;
import klinggateway.usage.Granularity;
import klinggateway.usage.Period;

/**
 * Every day: whether yesterday's rollups are what its items amount to, or those of the {@code day} in the event's detail, such
 * as {@code {"day": "2026-11-23"}}. Fails if they are not, so that an alarm on failures tells.
 */
public final class AuditHandler implements RequestHandler<ScheduledEvent, AuditHandler.Report> {

    /** Compaction runs every minute. */
    private static final Duration PAUSE = Duration.ofSeconds(90);

    private static final int DIFFERENCES_TOLD = 20;

    private final Audit audit;
    private final Duration usageRetention;
    private final EventLog log;
    private final InstantSource clock;
    private final Consumer<Duration> sleep;

    /** For Lambda. */
    public AuditHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("audit", ScheduledEvent.class, AuditHandler::new);
    }

    private AuditHandler(Wiring wiring) {
        this(
                new Audit(
                        wiring.stores().usage(),
                        wiring.stores().rollups(),
                        wiring.stores().reopenings()),
                wiring.usageRetention(),
                wiring.log(),
                wiring.clock(),
                AuditHandler::sleep);
    }

    AuditHandler(Audit audit, Duration usageRetention, EventLog log, InstantSource clock, Consumer<Duration> sleep) {
        this.audit = audit;
        this.usageRetention = usageRetention;
        this.log = log;
        this.clock = clock;
        this.sleep = sleep;
    }

    /**
     * What was found.
     *
     * @param result {@code right} or {@code inconclusive}
     * @param detail how much was compared, or why nothing can be told
     */
    public record Report(String day, String result, String detail) {}

    @Override
    public Report handleRequest(ScheduledEvent event, Context context) {
        Instant now = clock.instant();
        Period day = day(event, now);
        String date = day.start().toString().substring(0, 10);
        Finding finding = day.start().isBefore(now.minus(usageRetention))
                ? new Finding.Inconclusive("items of that day are gone")
                : find(day, context);
        log.write(line(date, finding)
                .with("ms", Duration.between(now, clock.instant()).toMillis()));
        return switch (finding) {
            case Finding.Right right -> new Report(date, "right", "the usage of " + right.keys() + " keys");
            case Finding.Inconclusive inconclusive -> new Report(date, "inconclusive", inconclusive.reason());
            case Finding.Wrong wrong -> throw failure(date, wrong.differences(), context);
        };
    }

    private Finding find(Period day, Context context) {
        int atFirst = context.getRemainingTimeInMillis();
        return audit.of(day, () -> oneMoreTry(atFirst, context.getRemainingTimeInMillis()));
    }

    private static Line line(String date, Finding finding) {
        Line line = Line.of("ran").with("function", "audit").with("day", date);
        return switch (finding) {
            case Finding.Right right -> line.with("result", "right").with("keys", right.keys());
            case Finding.Inconclusive _ -> line.with("result", "inconclusive");
            case Finding.Wrong wrong ->
                line.with("result", "wrong")
                        .with("differences", wrong.differences().size());
        };
    }

    /** If there is as much time again as the first try took, after what compaction needs. */
    private boolean oneMoreTry(int atFirst, int left) {
        if (left - PAUSE.toMillis() < atFirst - left) {
            return false;
        }
        sleep.accept(PAUSE);
        return true;
    }

    private static Period day(ScheduledEvent event, Instant now) {
        Optional<String> asked = Optional.ofNullable(event.getDetail())
                .flatMap(detail -> Optional.ofNullable(detail.get("day")))
                .map(Object::toString);
        try {
            Instant start = asked.map(date ->
                            LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant())
                    .orElseGet(() -> Granularity.DAY.floor(now).minus(Granularity.DAY.length()));
            return new Period(Granularity.DAY, start);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the detail's day must be like 2026-11-23, not " + asked.orElse(""), e);
        }
    }

    private static IllegalStateException failure(String date, List<Difference> differences, Context context) {
        differences.stream().limit(DIFFERENCES_TOLD).forEach(difference -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("level", "ERROR");
            line.put("auditedDay", date);
            line.put("difference", difference);
            context.getLogger().log(Json.write(line) + "\n");
        });
        return new IllegalStateException("the rollups of " + date + " differ from their items in " + differences.size()
                + " places; the log has the first " + DIFFERENCES_TOLD);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the compaction", e);
        }
    }
}
