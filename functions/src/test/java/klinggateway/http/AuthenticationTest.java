package klinggateway.http;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;
import klinggateway.keys.KeyText;
import klinggateway.keys.Policy;
import klinggateway.keys.RequestCounter;
import klinggateway.keys.Scope;
import klinggateway.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

    private static final String ANONYMOUS = "anonymous";
    private static final String GENERATE = "POST /api/generate-video";
    private static final String STATUS = "GET /api/video-status";
    private static final String USAGE = "GET /api/usage-analytics";
    private static final String JOBS = "GET /api/jobs";
    private static final RequestCounter UNCOUNTED = (keyId, window, limit) -> true;

    private final TestGateway gateway = new TestGateway();
    private final AskedStore store = new AskedStore();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void what_was_found_is_kept_for_half_a_minute_and_what_was_not_found_too() {
        Routes routes = routes(Optional.empty());
        String known = gateway.newKey("known", Scope.READ);
        String unknown = new KeyText("unknown", new Secret("s".repeat(40))).reveal();

        for (int second = 0; second < 30; second++) {
            assertThat(ask(routes, JOBS, known).getStatusCode()).isEqualTo(200);
            assertThat(ask(routes, JOBS, unknown).getStatusCode()).isEqualTo(401);
            gateway.time.pass(Duration.ofSeconds(1));
        }
        assertThat(store.asked).containsExactly("known", "unknown");

        ask(routes, JOBS, unknown);
        ask(routes, JOBS, known);
        assertThat(store.asked).containsExactly("known", "unknown", "unknown", "known");
    }

    @ParameterizedTest
    @ValueSource(strings = {GENERATE, STATUS, USAGE})
    void calls_of_the_predecessors_routes_without_a_key_act_as_the_anonymous_one(String route) {
        gateway.newKey(ANONYMOUS, Scope.GENERATE, Scope.READ, Scope.USAGE);

        APIGatewayV2HTTPResponse response = ask(routes(Optional.of(ANONYMOUS)), route);

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(body(response).path("caller").asText()).isEqualTo(ANONYMOUS);
        assertThat(ask(routes(Optional.empty()), route).getStatusCode()).isEqualTo(401);
    }

    @Test
    void any_other_route_still_needs_a_key() {
        gateway.newKey(ANONYMOUS, Scope.GENERATE, Scope.READ, Scope.USAGE);

        assertThat(ask(routes(Optional.of(ANONYMOUS)), JOBS).getStatusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic YTpi",
                "Bearer kg_anonymous_0123456789012345678901",
                "Bearer a.b.c"
            })
    void a_wrong_key_never_falls_back_to_the_anonymous_one(String header) {
        gateway.newKey(ANONYMOUS, Scope.READ);
        APIGatewayV2HTTPEvent event = event(STATUS);
        event.getHeaders().put("authorization", header);

        APIGatewayV2HTTPResponse response = routes(Optional.of(ANONYMOUS)).answer(event, new TestContext());

        assertThat(response.getStatusCode()).isEqualTo(401);
    }

    @Test
    void the_scopes_of_the_anonymous_key_count() {
        gateway.newKey(ANONYMOUS, Scope.READ);
        Routes routes = routes(Optional.of(ANONYMOUS));

        assertThat(ask(routes, STATUS).getStatusCode()).isEqualTo(200);
        assertThat(ask(routes, GENERATE).getStatusCode()).isEqualTo(403);
    }

    @Test
    void the_rate_of_the_anonymous_key_counts() {
        gateway.newKey(ANONYMOUS, rateOfOne(), Scope.READ);
        List<String> counted = new ArrayList<>();
        RequestCounter once = (keyId, window, limit) -> counted.add(keyId) && counted.size() <= limit;
        Routes routes = withRoutes(gateway.routes(store, once, Optional.of(ANONYMOUS)));

        assertThat(ask(routes, STATUS).getStatusCode()).isEqualTo(200);
        assertThat(ask(routes, STATUS).getStatusCode()).isEqualTo(429);
        assertThat(counted).containsExactly(ANONYMOUS, ANONYMOUS);
    }

    @Test
    void an_anonymous_key_that_has_expired_or_is_not_there_opens_nothing() {
        Instant end = gateway.time.instant().plusSeconds(10);
        gateway.keys.add(Key.create(
                ANONYMOUS, ANONYMOUS, "", Set.of(Scope.READ), gateway.time.instant(), Optional.of(end), Policy.OPEN));
        Routes routes = routes(Optional.of(ANONYMOUS));

        assertThat(ask(routes, STATUS).getStatusCode()).isEqualTo(200);
        gateway.time.moveTo(end);
        assertThat(ask(routes, STATUS).getStatusCode()).isEqualTo(401);
        assertThat(ask(routes(Optional.of("nosuchkey")), STATUS).getStatusCode())
                .isEqualTo(401);
        assertThat(ask(routes(Optional.of("admin")), STATUS).getStatusCode()).isEqualTo(401);
    }

    @Test
    void a_revoked_anonymous_key_opens_nothing_after_half_a_minute() {
        gateway.newKey(ANONYMOUS, Scope.READ);
        Routes routes = routes(Optional.of(ANONYMOUS));
        assertThat(ask(routes, STATUS).getStatusCode()).isEqualTo(200);

        store.revoked = true;
        gateway.time.pass(Duration.ofSeconds(30));

        assertThat(ask(routes, STATUS).getStatusCode()).isEqualTo(401);
    }

    private Routes routes(Optional<String> anonymousKey) {
        return withRoutes(gateway.routes(store, UNCOUNTED, anonymousKey));
    }

    private static Routes withRoutes(Routes routes) {
        return routes.on(GENERATE, Scope.GENERATE, AuthenticationTest::caller)
                .on(STATUS, Scope.READ, AuthenticationTest::caller)
                .on(USAGE, Scope.USAGE, AuthenticationTest::caller)
                .on(JOBS, Scope.READ, AuthenticationTest::caller);
    }

    private static Answer caller(Call call) {
        return Answer.json(200, Map.of("caller", call.caller().id()));
    }

    private static APIGatewayV2HTTPResponse ask(Routes routes, String route, String key) {
        APIGatewayV2HTTPEvent event = event(route);
        event.getHeaders().put("authorization", "Bearer " + key);
        return routes.answer(event, new TestContext());
    }

    private static APIGatewayV2HTTPResponse ask(Routes routes, String route) {
        return routes.answer(event(route), new TestContext());
    }

    /** A request without a key. */
    private static APIGatewayV2HTTPEvent event(String route) {
        APIGatewayV2HTTPEvent event = Events.http("status");
        event.setRouteKey(route);
        event.setHeaders(new HashMap<>(event.getHeaders()));
        event.getHeaders().remove("authorization");
        return event;
    }

    private static Policy rateOfOne() {
        return new Policy(
                Optional.empty(),
                Optional.empty(),
                Policy.OPEN.zone(),
                Optional.of(1),
                Set.of(),
                Optional.empty(),
                Policy.OPEN.queuedJobs());
    }

    /** The gateway's keys, with a note of what was looked up. */
    private final class AskedStore implements KeyStore {

        private final List<String> asked = new ArrayList<>();
        private boolean revoked;

        @Override
        public Optional<Key> find(String id) {
            asked.add(id);
            return gateway.keys.find(id).map(key -> revoked ? key.revoked(gateway.time.instant()) : key);
        }

        @Override
        public boolean add(Key key) {
            throw new AssertionError("nobody makes a key here");
        }

        @Override
        public boolean replace(Key read, Key next) {
            throw new AssertionError("nobody changes a key here");
        }

        @Override
        public List<Key> all() {
            throw new AssertionError("nobody lists keys here");
        }
    }
}
