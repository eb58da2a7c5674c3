package klinggateway.reconcile;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.Json;
import klinggateway.http.Routes;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Correct;
import klinggateway.lifecycle.Deadline;
import klinggateway.log.EventLog;
import klinggateway.log.Line;

/**
 * {@code POST /api/reconciliation}, and once a day for the last week: compares what jobs are charged with Kling's records, and
 * settles what was left at its estimate.
 */
public final class ReconcileHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    private final Reconciliation reconciliation;
    private final EventLog log;
    private final InstantSource clock;
    private final Duration jobsKept;
    private final Routes routes;

    /** For Lambda. */
    public ReconcileHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("reconcile", APIGatewayV2HTTPEvent.class, ReconcileHandler::new);
    }

    private ReconcileHandler(Wiring wiring) {
        this(
                new Reconciliation(
                        new KlingBooks(wiring.kling()),
                        new GatewayBooks(
                                wiring.stores().usage(), wiring.stores().jobs()),
                        new Correct(wiring.stores().ledger()),
                        wiring.stores().reconciliations(),
                        dearestUnit(wiring.catalogue()),
                        wiring.clock()),
                wiring.log(),
                wiring.clock(),
                wiring.jobsKept(),
                wiring.routes());
    }

    ReconcileHandler(
            Reconciliation reconciliation, EventLog log, InstantSource clock, Duration jobsKept, Routes routes) {
        this.reconciliation = reconciliation;
        this.log = log;
        this.clock = clock;
        this.jobsKept = jobsKept;
        this.routes = routes.on("POST /api/reconciliation", Scope.ADMIN, this::asked);
    }

    /** What a unit costs at most, whatever it is for. */
    static long dearestUnit(Catalogue catalogue) {
        return catalogue.usdPerUnit().values().stream()
                .reduce(BigDecimal.ZERO, BigDecimal::max)
                .movePointRight(6)
                .longValue();
    }

    /** @param event a request, or the event of a schedule, which has no route; that one's answer nobody reads but a log */
    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return event.getRouteKey() == null ? daily(context) : routes.answer(event, context);
    }

    private Answer asked(Call call) {
        Timespan span = Timespan.read(call, clock.instant(), jobsKept);
        return Answer.json(200, reconciliation.run(span, call.deadline()));
    }

    private static Line line(boolean complete, Report.Counts counts) {
        return Line.of("ran")
                .with("function", "reconcile")
                .with("complete", complete)
                .with("matched", counts.matched())
                .with("corrected", counts.corrected())
                .with("differing", counts.differing())
                .with("missingThere", counts.missingThere())
                .with("missingHere", counts.missingHere())
                .with("undecided", counts.undecided());
    }

    /** What Kling refuses is thrown, so that Lambda counts the run as failed and tries it again. */
    private APIGatewayV2HTTPResponse daily(Context context) {
        Deadline deadline = Deadline.in(
                Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER), clock);
        Instant now = clock.instant();
        Report report = reconciliation.run(Timespan.usual(now), deadline);
        log.write(line(report.complete(), report.counts())
                .with("ms", Duration.between(now, clock.instant()).toMillis()));
        context.getLogger().log(Json.write(Map.of("level", "INFO", "reconciliation", report)) + "\n");
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(200);
        response.setBody(Json.write(report));
        return response;
    }
}
