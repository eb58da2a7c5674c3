package klinggateway.analytics;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import klinggateway.Wiring;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Routes;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;

/**
 * {@code GET /api/usage-analytics}: what was used, what it cost, and what happened last; {@code POST} adds what was made
 * elsewhere. {@code /api/account}: what Kling says about that.
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
        this(
                new UsageReader(wiring.usage(), wiring.rollups()),
                wiring.usage(),
                wiring.jobs(),
                wiring.kling(),
                new RecordedEvents(
                        wiring.externalUsage(),
                        wiring.keys(),
                        wiring.catalogue(),
                        wiring.usageRetention(),
                        wiring.clock()),
                wiring.clock(),
                wiring.routes());
    }

    AnalyticsHandler(
            UsageReader reader,
            UsageStore usage,
            JobStore jobs,
            Kling kling,
            RecordedEvents recordedEvents,
            InstantSource clock,
            Routes routes) {
        this.reader = reader;
        this.usage = usage;
        this.jobs = jobs;
        this.clock = clock;
        this.routes =
                routes.on("GET /api/usage-analytics", Scope.USAGE, ErrorCode.ANALYTICS_ERROR, 500, this::analytics);
        new KlingAccount(kling, clock).addTo(routes);
        recordedEvents.addTo(routes);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private Answer analytics(Call call) {
        Instant now = clock.instant();
        UsageQuery query = UsageQuery.read(call, now);
        NavigableSet<Instant> days = new TreeSet<>();
        for (Instant day = Granularity.DAY.floor(query.from());
                day.isBefore(query.to());
                day = Granularity.DAY.next(day)) {
            days.add(day);
        }
        Set<String> keyIds = query.keyId().map(Set::of).orElse(Set.of());
        UsageReader.Usage<Cube> read = reader.read(Shape.CUBE, new Span(keyIds, query.from(), query.to(), days), now);
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
