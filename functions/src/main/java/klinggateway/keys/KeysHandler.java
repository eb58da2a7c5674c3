package klinggateway.keys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.Wiring;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.Routes;

/** {@code POST /api/keys} and {@code GET /api/keys}: makes keys and lists them. Needs the scope {@code admin}. */
public final class KeysHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final KeyStore keys;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Routes routes;

    /** For Lambda. */
    public KeysHandler() {
        this(Wiring.ofEnvironment());
    }

    private KeysHandler(Wiring wiring) {
        this(wiring.keys(), wiring.random(), wiring.clock(), wiring.routes());
    }

    KeysHandler(KeyStore keys, RandomGenerator random, InstantSource clock, Routes routes) {
        this.keys = keys;
        this.random = random;
        this.clock = clock;
        this.routes =
                routes.on("POST /api/keys", Scope.ADMIN, this::create).on("GET /api/keys", Scope.ADMIN, this::list);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private Answer create(Call call) {
        KeyRequest request = KeyRequest.read(call.json());
        KeyText text = KeyText.create(random);
        Key key = new Key(
                text.id(),
                request.name(),
                text.digest(),
                request.scopes(),
                clock.instant(),
                request.expiresAt(),
                Optional.empty(),
                Policy.OPEN);
        if (!keys.add(key)) {
            throw new IllegalStateException("the new key's id " + key.id() + " is taken, which 60 random bits exclude");
        }
        return Answer.json(201, KeyView.of(key, Optional.of(text.reveal())));
    }

    private Answer list(Call call) {
        return Answer.json(
                200,
                new KeyList(keys.all().stream()
                        .map(key -> KeyView.of(key, Optional.empty()))
                        .toList()));
    }

    private record KeyList(List<KeyView> keys) {}

    /** @param key the whole key, in the one answer that shows it */
    private record KeyView(
            String id,
            String name,
            List<String> scopes,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> revokedAt,
            Optional<String> key) {

        static KeyView of(Key key, Optional<String> text) {
            return new KeyView(
                    key.id(),
                    key.name(),
                    key.scopes().stream().sorted().map(Scope::word).toList(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.revokedAt(),
                    text);
        }
    }
}
