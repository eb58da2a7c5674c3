package klinggateway.kling;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import klinggateway.log.EventLog;
import klinggateway.log.Line;
import klinggateway.log.Metric;
import klinggateway.log.Timing;

/** Logs each call to Kling's API: which one, for whom, how it went and how long it took; nothing of what was said. */
public final class LoggedKling implements Kling {

    private static final int OK = 200;

    private final Kling kling;
    private final EventLog log;
    private final InstantSource clock;

    public LoggedKling(Kling kling, EventLog log, InstantSource clock) {
        this.kling = kling;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public boolean isReady() {
        return kling.isReady();
    }

    @Override
    public boolean reachesNewerPaths() {
        return kling.reachesNewerPaths();
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        Instant started = clock.instant();
        Creation creation = kling.create(create, timeout);
        Line line = called("create")
                .with("path", create.path())
                .with("jobId", create.subject().jobId())
                .withText("requestId", create.subject().requestId());
        switch (creation) {
            case Creation.Created(var task) -> answered(line, "created", task);
            case Creation.Answered(var task) -> answered(line, "answered", task);
            case Creation.Refused(var error) -> failed(line, "refused", error);
            case Creation.Busy(var error) -> failed(line, "busy", error);
            case Creation.AccountRefused(var error) -> failed(line, "accountRefused", error);
            case Creation.Unknown(var error) -> failed(line, "unknown", error);
        }
        write(line, started);
        return creation;
    }

    private static void answered(Line line, String outcome, KlingTask task) {
        line.with("outcome", outcome).with("httpStatus", OK).withText("klingRequestId", task.requestId());
    }

    private static void failed(Line line, String outcome, KlingError error) {
        line.with("outcome", outcome)
                .with("httpStatus", error.httpStatus())
                .withNumber("klingCode", error.code())
                .withText("klingRequestId", error.requestId());
        countIfUnpaid(line, error);
    }

    private static void countIfUnpaid(Line line, KlingError error) {
        if (error.kind() == KlingError.Kind.PAYMENT) {
            line.count(Metric.KLING_PAYMENT_ERRORS);
        }
    }

    /** One line for all, since they may share requests. */
    @Override
    public Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout) {
        Instant started = clock.instant();
        Map<Lookup, Finding> findings = kling.find(lookups, timeout);
        if (!lookups.isEmpty()) {
            write(found(lookups, findings), started);
        }
        return findings;
    }

    private static Line found(List<Lookup> lookups, Map<Lookup, Finding> findings) {
        List<String> klingRequestIds = new ArrayList<>();
        List<KlingError> errors = new ArrayList<>();
        int found = 0;
        int notFound = 0;
        for (Finding finding : findings.values()) {
            switch (finding) {
                case Finding.Found(var task) -> {
                    found++;
                    task.requestId().ifPresent(klingRequestIds::add);
                }
                case Finding.NotFound() -> notFound++;
                case Finding.Unavailable(var error) -> {
                    errors.add(error);
                    error.requestId().ifPresent(klingRequestIds::add);
                }
            }
        }
        List<Subject> subjects = lookups.stream().map(Lookup::subject).toList();
        Line line = called("find")
                .with("jobIds", subjects.stream().map(Subject::jobId).toList())
                .with(
                        "requestIds",
                        subjects.stream()
                                .flatMap(subject -> subject.requestId().stream())
                                .toList())
                .with("found", found)
                .with("notFound", notFound)
                .with("unavailable", errors.size())
                .withNumber(
                        "httpStatus",
                        errors.stream().map(KlingError::httpStatus).findFirst())
                .withNumber(
                        "klingCode",
                        errors.stream().flatMap(error -> error.code().stream()).findFirst())
                .with("klingRequestIds", klingRequestIds);
        errors.stream().findFirst().ifPresent(error -> countIfUnpaid(line, error));
        return line;
    }

    @Override
    public Reply ask(String method, String path, Optional<String> body, Duration timeout) {
        Instant started = clock.instant();
        Reply reply = kling.ask(method, path, body, timeout);
        // What follows the path says what was asked for.
        Line line = called("ask").with("path", path.replaceFirst("\\?.*", ""));
        switch (reply) {
            case Reply.Data _ -> line.with("outcome", "answered").with("httpStatus", OK);
            case Reply.Refused(var error) -> failed(line, "refused", error);
        }
        write(line, started);
        return reply;
    }

    @Override
    public OptionalLong fileSize(URI url, Duration timeout) {
        return kling.fileSize(url, timeout);
    }

    @Override
    public String host() {
        return kling.host();
    }

    private static Line called(String operation) {
        return Line.of("called").with("operation", operation);
    }

    private void write(Line line, Instant started) {
        Duration took = Duration.between(started, clock.instant());
        Timing.add(Timing.Part.KLING, took);
        log.write(line.with("ms", took.toMillis()).measure(Metric.KLING_LATENCY, took.toMillis()));
    }
}
