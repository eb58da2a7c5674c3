package klinggateway.analytics;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.account.KlingAccount;
import klinggateway.account.ResourcePacks;
import klinggateway.external.RecordedEvents;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Routes;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.report.UsageQuery;
import klinggateway.report.UsageQueryReader;
import klinggateway.report.UsageReport;
import klinggateway.system.PoolReader;
import klinggateway.system.SystemStatus;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;

/**
 * {@code GET /api/usage-analytics}: what was used, what it cost, and what happened last; {@code POST} adds what was made
 * elsewhere. {@code GET /api/usage-forecast}: what it will come to. {@code GET /api/usage-anomalies}: what of it is unusual.
 * {@code GET /api/usage-patterns}: when it happens, and how long it takes. {@code GET /api/recommendations}: what could be done better. {@code /api/account}: what Kling says about that.
 * {@code GET /api/system-status}: how all of it is.
 */
public final class AnalyticsHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Map<String, String> CSV_HEADERS = Map.of(
            "Content-Type", "text/csv; charset=utf-8",
            "Content-Disposition", "attachment; filename=\"usage.csv\"",
            "Vary", "Accept");

    private final UsageStore usage;
    private final RollupStore rollups;
    private final RecentJobs recent;
    private final InstantSource clock;
    private final Routes routes;

    /** For Lambda. */
    public AnalyticsHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("analytics", APIGatewayV2HTTPEvent.class, AnalyticsHandler::new);
    }

    private AnalyticsHandler(Wiring wiring) {
        this(wiring, new ResourcePacks(wiring.kling(), wiring.clock()));
    }

    private AnalyticsHandler(Wiring wiring, ResourcePacks packs) {
        this(
                wiring.stores().usage(),
                wiring.stores().rollups(),
                wiring.stores().jobs(),
                new KlingAccount(wiring.kling(), packs, wiring.clock()),
                new SystemStatus(
                        new SystemStatus.Sources(
                                wiring.kling().host(),
                                wiring.stores().klingContacts(),
                                wiring.stores().queueDepths(),
                                wiring.stores().rollups(),
                                wiring.stores().usage()),
                        new PoolReader(wiring.stores().jobs(), wiring.stores().slots()),
                        packs,
                        wiring.clock()),
                new RecordedEvents(
                        wiring.stores().externalUsage(),
                        wiring.stores().keys(),
                        wiring.catalogue(),
                        wiring.usageRetention(),
                        wiring.clock()),
                new UsageForecast(
                        wiring.stores().usage(),
                        wiring.stores().rollups(),
                        wiring.stores().keys(),
                        wiring.stores().budgets(),
                        wiring.clock()),
                new UsagePatterns(
                        wiring.stores().usage(),
                        wiring.stores().rollups(),
                        wiring.stores().slots(),
                        wiring.stores().peaks(),
                        wiring.clock()),
                new Recommendations(
                        new Recommendations.Sources(
                                wiring.stores().usage(),
                                wiring.stores().rollups(),
                                wiring.stores().keys(),
                                wiring.stores().slots(),
                                packs),
                        wiring.catalogue(),
                        wiring.sales(),
                        wiring.clock()),
                wiring.clock(),
                wiring.routes());
    }

    AnalyticsHandler(
            UsageStore usage,
            RollupStore rollups,
            JobStore jobs,
            KlingAccount account,
            SystemStatus status,
            RecordedEvents recordedEvents,
            UsageForecast forecast,
            UsagePatterns patterns,
            Recommendations recommendations,
            InstantSource clock,
            Routes routes) {
        this.usage = usage;
        this.rollups = rollups;
        this.recent = new RecentJobs(usage, jobs);
        this.clock = clock;
        this.routes =
                routes.on("GET /api/usage-analytics", Scope.USAGE, ErrorCode.ANALYTICS_ERROR, 500, this::analytics);
        new UsageAnomalies(usage, rollups, clock).addTo(routes);
        account.addTo(routes);
        status.addTo(routes);
        recordedEvents.addTo(routes);
        forecast.addTo(routes);
        patterns.addTo(routes);
        recommendations.addTo(routes);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private Answer analytics(Call call) {
        Instant now = clock.instant();
        UsageQuery query = UsageQueryReader.read(call, now);
        UsageReport report = UsageReport.read(query, usage, rollups, now);
        Optional<UsageReport> previous = query.isCompared()
                ? Optional.of(UsageReport.read(query.previous(), usage, rollups, now))
                : Optional.empty();
        boolean isCsv = call.header("accept")
                .filter(accept -> accept.toLowerCase(Locale.ROOT).contains("text/csv"))
                .isPresent();
        RecentJobs.Page page = isCsv ? RecentJobs.Page.EMPTY : recent.page(query, now);
        UsageAnswer answer = UsageAnswer.of(query, report, previous, page, now);
        return isCsv ? new Answer.OfText(200, CSV_HEADERS, UsageCsv.of(answer)) : Answer.json(200, answer);
    }
}
