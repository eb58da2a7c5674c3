package klinggateway.crash;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestGateway;
import klinggateway.keys.Key;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;

/** The keys of a world, and what their callers know. */
final class Buyers {

    private final TestGateway gateway;
    private final Map<String, Policy> policies = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();

    Buyers(TestGateway gateway) {
        this.gateway = gateway;
    }

    /** Stores a key that may spend so much in a month, and twice as much in all. */
    void add(String id, long monthlyMicroUsd) {
        Policy policy = new Policy(
                Optional.of(monthlyMicroUsd),
                Optional.of(2 * monthlyMicroUsd),
                Policy.OPEN.zone(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                1_000);
        policies.put(id, policy);
        keys.put(id, gateway.newKey(id, policy, Scope.GENERATE, Scope.RECORD));
    }

    void revoke(String id) {
        Key key = gateway.keys.find(id).orElseThrow();
        gateway.keys.replace(key, key.revoked(gateway.time.instant()));
    }

    Policy policy(String id) {
        return policies.getOrDefault(id, Policy.OPEN);
    }

    /** A request like the sample one of a function, from a key. */
    APIGatewayV2HTTPEvent request(String name, String id) {
        return Events.httpWithKey(name, keys.getOrDefault(id, ""));
    }
}
