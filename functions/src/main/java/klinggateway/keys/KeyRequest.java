package klinggateway.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body of {@code POST /api/keys} and {@code PATCH /api/keys/{id}}: a name, the scopes, until when the key is valid, and
 * what it may spend and how. Amounts are in US dollars.
 */
record KeyRequest(String name, Set<Scope> scopes, Optional<Instant> expiresAt, Policy policy) {

    private static final Set<String> FIELDS = Set.of(
            "name",
            "scopes",
            "expiresAt",
            "monthlyBudget",
            "totalBudget",
            "timeZone",
            "requestsPer10Seconds",
            "models",
            "maxCost",
            "queuedJobs");
    private static final List<String> NEEDED = List.of("name", "scopes");
    private static final int MOST_REQUESTS = 100_000;
    private static final int MOST_QUEUED = 100_000;

    /** What a new key is to be. */
    static KeyRequest read(ObjectNode body) {
        ObjectNode whole = body.deepCopy();
        NEEDED.stream().filter(name -> !body.has(name)).forEach(whole::putNull);
        return read(whole, new KeyRequest("", Set.of(), Optional.empty(), Policy.OPEN));
    }

    /** What {@code key} is to be: as it is, but for the fields of the body. */
    static KeyRequest change(ObjectNode body, Key key) {
        return read(body, new KeyRequest(key.name(), key.scopes(), key.expiresAt(), key.policy()));
    }

    private static KeyRequest read(ObjectNode body, KeyRequest before) {
        KeyFields fields = new KeyFields(body, FIELDS);
        Policy policy = before.policy();
        KeyRequest request = new KeyRequest(
                fields.name(before.name()),
                fields.scopes(before.scopes()),
                fields.expiresAt(before.expiresAt()),
                new Policy(
                        fields.dollars("monthlyBudget", policy.monthlyMicroUsd()),
                        fields.dollars("totalBudget", policy.totalMicroUsd()),
                        fields.timeZone(policy.zone()),
                        fields.count("requestsPer10Seconds", policy.requestsPerTenSeconds(), 1, MOST_REQUESTS),
                        fields.models(policy.models()),
                        fields.dollars("maxCost", policy.maxCostMicroUsd()),
                        fields.count("queuedJobs", policy.queuedJobs(), Policy.OPEN.queuedJobs(), 0, MOST_QUEUED)));
        fields.check();
        return request;
    }
}
