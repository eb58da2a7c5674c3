package klinggateway.analytics;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import klinggateway.Wiring;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Routes;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;

/**
 * {@code GET /api/usage-analytics}: what was used, what it cost, and what happened last. {@code /api/account}: what Kling says
 * about that. {@code GET /api/system-status}: how all of it is.
 */
public final class AnalyticsHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final UsageReader reader;
    private final UsageStore usage;
    private final JobStore jobs;
    private final InstantSource clock;
    private final Routes routes;

    /** For Lambda. */
    public AnalyticsHandler() {
        this(Wiring.ofEnvironment());
    }

    private AnalyticsHandler(Wiring wiring) {
        this(wiring, new ResourcePacks(wiring.kling(), wiring.clock()));
    }

    private AnalyticsHandler(Wiring wiring, ResourcePacks packs) {
        this(
                new UsageReader(wiring.usage(), wiring.rollups()),
                wiring.usage(),
                wiring.jobs(),
                new KlingAccount(wiring.kling(), packs, wiring.clock()),
                new SystemStatus(
                        new SystemStatus.Sources(
                                wiring.kling().host(),
                                wiring.klingContacts(),
                                wiring.queueDepths(),
                                wiring.rollups(),
                                wiring.usage()),
                        new PoolReader(wiring.jobs(), wiring.slots()),
                        packs,
                        wiring.clock()),
                wiring.clock(),
                wiring.routes());
    }

    AnalyticsHandler(
            UsageReader reader,
            UsageStore usage,
            JobStore jobs,
            KlingAccount account,
            SystemStatus status,
            InstantSource clock,
            Routes routes) {
        this.reader = reader;
        this.usage = usage;
        this.jobs = jobs;
        this.clock = clock;
        this.routes =
                routes.on("GET /api/usage-analytics", Scope.USAGE, ErrorCode.ANALYTICS_ERROR, 500, this::analytics);
        account.addTo(routes);
        status.addTo(routes);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private Answer analytics(Call call) {
        Instant now = clock.instant();
        UsageQuery query = UsageQuery.read(call, now);
        UsageReader.Usage read = reader.read(query.keyId(), query.from(), query.to(), now);
        Instant end = UsageReader.end(query.to(), now);
        List<JobId> ids = usage.accepted(query.keyId(), query.productType(), query.from(), end, query.limit());
        List<Job> recent = jobs.findAll(ids).stream()
                .sorted(Comparator.comparing(Job::createdAt)
                        .thenComparing(Job::id)
                        .reversed())
                .toList();
        return Answer.json(200, UsageAnswer.of(query, read, recent, now));
    }
}
