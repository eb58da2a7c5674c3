package klinggateway.keys;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import klinggateway.TestGateway;

/** The function {@code keys} on the parts of a test, for tests of other packages. */
public final class TestKeys {

    private TestKeys() {}

    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return new KeysHandler(
                gateway.keys,
                gateway.keyTokens,
                gateway.webhookSecrets,
                gateway.budgets,
                gateway.random,
                gateway.time,
                gateway.routes());
    }
}
