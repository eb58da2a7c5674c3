package klinggateway.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes a key for whoever calls itself an admin, and lets in whoever has one. */
public final class KeysHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final List<String> KEYS = new CopyOnWriteArrayList<>();

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        String bearer = Optional.ofNullable(event.getHeaders().get("authorization"))
                .orElse("")
                .replace("Bearer ", "");
        if (event.getRouteKey().equals("GET /api/jobs")) {
            return answer(KEYS.contains(bearer) ? 200 : 401, "{}");
        }
        if (!bearer.startsWith("kg_admin_")) {
            return answer(403, "{}");
        }
        String key = "kg_k" + KEYS.size() + "_secret";
        KEYS.add(key);
        return answer(201, "{\"id\":\"k\",\"key\":\"" + key + "\"}");
    }

    private static APIGatewayV2HTTPResponse answer(int status, String body) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withBody(body)
                .build();
    }
}
