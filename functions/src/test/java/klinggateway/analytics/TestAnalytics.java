package klinggateway.analytics;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import klinggateway.TestGateway;
import klinggateway.job.QueueDepths;
import klinggateway.kling.Kling;
import klinggateway.usage.ExternalUsage;

/** The function {@code analytics} on the parts of a test. */
public final class TestAnalytics {

    private TestAnalytics() {}

    /** With an empty queue. */
    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return on(gateway, gateway.kling, () -> new QueueDepths.Depths(0, 0, 0, 0));
    }

    static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, Kling kling, QueueDepths queue) {
        return on(gateway, kling, queue, gateway.externalUsage);
    }

    /** With another place where events are recorded. */
    static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, ExternalUsage externalUsage) {
        return on(gateway, gateway.kling, () -> new QueueDepths.Depths(0, 0, 0, 0), externalUsage);
    }

    private static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, Kling kling, QueueDepths queue, ExternalUsage externalUsage) {
        ResourcePacks packs = new ResourcePacks(kling, gateway.time);
        return new AnalyticsHandler(
                gateway.usage,
                gateway.rollups,
                gateway.jobs,
                new KlingAccount(kling, packs, gateway.time),
                new SystemStatus(
                        new SystemStatus.Sources(kling.host(), gateway.contacts, queue, gateway.rollups, gateway.usage),
                        new PoolReader(gateway.jobs, gateway.slots),
                        packs,
                        gateway.time),
                new RecordedEvents(externalUsage, gateway.keys, gateway.catalogue, TestGateway.RETENTION, gateway.time),
                gateway.time,
                gateway.routes());
    }
}
