package klinggateway.analytics;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import klinggateway.TestGateway;

/** The function {@code analytics} on the parts of a test. */
public final class TestAnalytics {

    private TestAnalytics() {}

    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return new AnalyticsHandler(
                gateway.usage, gateway.rollups, gateway.jobs, gateway.kling, gateway.time, gateway.routes());
    }
}
