package klinggateway.status;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import klinggateway.TestGateway;
import klinggateway.lifecycle.Refresh;

/** The function {@code status} on the parts of a test. */
public final class TestStatus {

    private TestStatus() {}

    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return new StatusHandler(
                gateway.jobs,
                new Refresh(gateway.sync, gateway.time),
                gateway.waiting,
                gateway.deliveries,
                gateway.deliverQueue,
                gateway.cancel,
                gateway.catalogue,
                gateway.kling,
                gateway.time,
                gateway.routes());
    }
}
