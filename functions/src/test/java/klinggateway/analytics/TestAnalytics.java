package klinggateway.analytics;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.InstantSource;
import java.util.List;
import klinggateway.TestGateway;
import klinggateway.account.KlingAccount;
import klinggateway.account.ResourcePacks;
import klinggateway.external.RecordedEvents;
import klinggateway.http.Routes;
import klinggateway.job.QueueDepths;
import klinggateway.keys.KeyStore;
import klinggateway.kling.Kling;
import klinggateway.order.Sales;
import klinggateway.system.PoolReader;
import klinggateway.system.SystemStatus;
import klinggateway.usage.ExternalUsage;

/** The function {@code analytics} on the parts of a test. */
public final class TestAnalytics {

    private TestAnalytics() {}

    /** With an empty queue. */
    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return on(gateway, gateway.kling, () -> QueueDepths.Depths.NONE);
    }

    /** With another Kling and another queue. */
    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, Kling kling, QueueDepths queue) {
        return on(gateway, kling, queue, gateway.externalUsage);
    }

    /** With another place where events are recorded. */
    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, ExternalUsage externalUsage) {
        return on(gateway, gateway.kling, () -> QueueDepths.Depths.NONE, externalUsage);
    }

    private static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, Kling kling, QueueDepths queue, ExternalUsage externalUsage) {
        return on(gateway, kling, queue, externalUsage, gateway.keys, gateway.time, gateway.routes());
    }

    /** With the parts that recording goes through, and an empty queue. */
    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, ExternalUsage externalUsage, KeyStore keys, InstantSource clock, Routes routes) {
        return on(gateway, gateway.kling, () -> QueueDepths.Depths.NONE, externalUsage, keys, clock, routes);
    }

    private static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway,
            Kling kling,
            QueueDepths queue,
            ExternalUsage externalUsage,
            KeyStore keys,
            InstantSource clock,
            Routes routes) {
        ResourcePacks packs = new ResourcePacks(kling, gateway.time);
        return new AnalyticsHandler(
                List.of(
                        new UsageAnalytics(gateway.usage, gateway.rollups, gateway.jobs, clock)::addTo,
                        new UsageForecast(gateway.usage, gateway.rollups, keys, gateway.budgets, clock)::addTo,
                        new UsageAnomalies(gateway.usage, gateway.rollups, clock)::addTo,
                        new UsagePatterns(gateway.usage, gateway.rollups, gateway.slots, gateway.peaks, clock)::addTo,
                        new Recommendations(
                                new Recommendations.Sources(gateway.usage, gateway.rollups, keys, gateway.slots, packs),
                                gateway.catalogue,
                                new Sales(gateway.catalogue, kling, gateway.slots, gateway.jobs),
                                gateway.time)::addTo,
                        new RecordedEvents(externalUsage, keys, gateway.catalogue, TestGateway.RETENTION, clock)::addTo,
                        new KlingAccount(kling, packs, gateway.time)::addTo,
                        new SystemStatus(
                                new SystemStatus.Sources(
                                        kling.host(), gateway.contacts, queue, gateway.rollups, gateway.usage),
                                new PoolReader(gateway.jobs, gateway.slots),
                                packs,
                                gateway.time)::addTo),
                routes);
    }
}
