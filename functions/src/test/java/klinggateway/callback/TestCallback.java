package klinggateway.callback;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import klinggateway.TestGateway;
import klinggateway.secret.Secret;

/** The function {@code callback} on the parts of a test. */
public final class TestCallback {

    private TestCallback() {}

    /** With {@code webhookSecret} as what Kling signs callbacks with; empty if it signs none. */
    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, String webhookSecret) {
        return new CallbackHandler(
                gateway.tokens,
                gateway.jobs,
                gateway.sync,
                () -> new Secret(webhookSecret),
                gateway.time,
                gateway.routes());
    }
}
