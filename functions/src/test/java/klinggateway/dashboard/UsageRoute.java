package klinggateway.dashboard;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import klinggateway.keys.Scope;

/** A route that tells something of usage. Whom it refuses, and how, is the same for all of them. */
record UsageRoute(Api api, String path) {

    APIGatewayV2HTTPResponse get(Map<String, String> query, String key) {
        return api.get(path, query, key);
    }

    /**
     * Callers without a key or without its scope are refused as described, and usage that cannot be read is answered for; after that
     * nothing that is described is left, and usage is gone.
     */
    void assertRefusalsAndAllSeen(String key) {
        Api.body(401, get(Map.of(), ""));
        Api.body(403, get(Map.of(), api.gateway.newKey("orders", Scope.GENERATE)));
        api.drop("RollupsTable");
        Api.body(500, get(Map.of(), key));
        api.assertAllSeen("GET " + path);
    }
}
