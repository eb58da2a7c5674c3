package klinggateway.generate;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import klinggateway.TestGateway;

/** The function {@code generate} on the parts of a test, for tests of other packages. */
public final class TestGenerate {

    private TestGenerate() {}

    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return new GenerateHandler(
                gateway.catalogue,
                gateway.accept,
                gateway.start,
                gateway.kling,
                gateway.jobs,
                gateway.time,
                CallbackBase.HTTPS_ONLY,
                gateway.routes());
    }
}
