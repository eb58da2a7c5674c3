package klinggateway.analytics;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.function.Consumer;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.account.KlingAccount;
import klinggateway.account.ResourcePacks;
import klinggateway.external.RecordedEvents;
import klinggateway.http.Routes;
import klinggateway.system.PoolReader;
import klinggateway.system.SystemStatus;

/**
 * {@code GET /api/usage-analytics}: what was used, what it cost, and what happened last; {@code POST} adds what was made
 * elsewhere. {@code GET /api/usage-forecast}: what it will come to. {@code GET /api/usage-anomalies}: what of it is unusual.
 * {@code GET /api/usage-patterns}: when it happens, and how long it takes. {@code GET /api/recommendations}: what could be done better. {@code /api/account}: what Kling says about that.
 * {@code GET /api/system-status}: how all of it is.
 */
public final class AnalyticsHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

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
                List.of(
                        new UsageAnalytics(
                                wiring.stores().usage(),
                                wiring.stores().rollups(),
                                wiring.stores().jobs(),
                                wiring.clock())::addTo,
                        new UsageForecast(
                                wiring.stores().usage(),
                                wiring.stores().rollups(),
                                wiring.stores().keys(),
                                wiring.stores().budgets(),
                                wiring.clock())::addTo,
                        new UsageAnomalies(
                                wiring.stores().usage(), wiring.stores().rollups(), wiring.clock())::addTo,
                        new UsagePatterns(
                                wiring.stores().usage(),
                                wiring.stores().rollups(),
                                wiring.stores().slots(),
                                wiring.stores().peaks(),
                                wiring.clock())::addTo,
                        new Recommendations(
                                new Recommendations.Sources(
                                        wiring.stores().usage(),
                                        wiring.stores().rollups(),
                                        wiring.stores().keys(),
                                        wiring.stores().slots(),
                                        packs),
                                wiring.catalogue(),
                                wiring.sales(),
                                wiring.clock())::addTo,
                        new RecordedEvents(
                                wiring.stores().externalUsage(),
                                wiring.stores().keys(),
                                wiring.catalogue(),
                                wiring.usageRetention(),
                                wiring.clock())::addTo,
                        new KlingAccount(wiring.kling(), packs, wiring.clock())::addTo,
                        new SystemStatus(
                                new SystemStatus.Sources(
                                        wiring.kling().host(),
                                        wiring.stores().klingContacts(),
                                        wiring.stores().queueDepths(),
                                        wiring.stores().rollups(),
                                        wiring.stores().usage()),
                                new PoolReader(
                                        wiring.stores().jobs(), wiring.stores().slots()),
                                packs,
                                wiring.clock())::addTo),
                wiring.routes());
    }

    /** @param subjects each adds the routes on which it answers */
    AnalyticsHandler(List<Consumer<Routes>> subjects, Routes routes) {
        subjects.forEach(subject -> subject.accept(routes));
        this.routes = routes;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }
}
