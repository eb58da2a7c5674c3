package klinggateway.analytics;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import klinggateway.TestGateway;
import klinggateway.usage.ExternalUsage;
import klinggateway.usage.UsageReader;

/** The function {@code analytics} on the parts of a test. */
public final class TestAnalytics {

    private TestAnalytics() {}

    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return on(gateway, gateway.externalUsage);
    }

    /** The same, with another place where events are recorded. */
    static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, ExternalUsage externalUsage) {
        return new AnalyticsHandler(
                new UsageReader(gateway.usage, gateway.rollups),
                gateway.usage,
                gateway.jobs,
                gateway.kling,
                new RecordedEvents(externalUsage, gateway.keys, gateway.catalogue, TestGateway.RETENTION, gateway.time),
                gateway.time,
                gateway.routes());
    }
}
