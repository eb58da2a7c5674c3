package klinggateway.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import klinggateway.Environment;

/** Answers with all parts that an answer can have, and tells its environment and context. */
public final class TypedHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Map<String, String> environment = Environment.current();

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        String body = String.join(
                "\n",
                event.getRouteKey(),
                environment.get("GREETING"),
                environment.get("TABLE"),
                environment.get("AWS_LAMBDA_FUNCTION_NAME"),
                environment.get("PUBLIC_URL"),
                context.getFunctionName(),
                Boolean.toString(
                        context.getRemainingTimeInMillis() > 5_000 && context.getRemainingTimeInMillis() <= 7_000));
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(201)
                .withHeaders(Map.of("X-Kind", "typed", "Content-Type", "text/plain"))
                .withCookies(List.of("a=1", "b=2"))
                .withBody(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)))
                .withIsBase64Encoded(true)
                .build();
    }
}
