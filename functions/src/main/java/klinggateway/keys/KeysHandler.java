package klinggateway.keys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.http.Routes;
import klinggateway.job.Budgets;

/**
 * {@code /api/keys}: makes keys, shows, changes, rotates and revokes them. Needs the scope {@code admin}, but for
 * {@code GET /api/keys/self}, by which each key sees itself.
 */
public final class KeysHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /** Each loss means that somebody else's change went through. */
    private static final int TRIES = 8;

    private final KeyStore keys;
    private final KeyTokens tokens;
    private final WebhookSecrets webhooks;
    private final Budgets budgets;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Routes routes;

    /** For Lambda. */
    public KeysHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("keys", APIGatewayV2HTTPEvent.class, KeysHandler::new);
    }

    private KeysHandler(Wiring wiring) {
        this(
                wiring.stores().keys(),
                wiring.secrets().keyTokens(),
                wiring.secrets().ofWebhooks(),
                wiring.stores().budgets(),
                wiring.random(),
                wiring.clock(),
                wiring.routes());
    }

    KeysHandler(
            KeyStore keys,
            KeyTokens tokens,
            WebhookSecrets webhooks,
            Budgets budgets,
            RandomGenerator random,
            InstantSource clock,
            Routes routes) {
        this.keys = keys;
        this.tokens = tokens;
        this.webhooks = webhooks;
        this.budgets = budgets;
        this.random = random;
        this.clock = clock;
        this.routes = routes.on("POST /api/keys", Scope.ADMIN, this::create)
                .on("GET /api/keys", Scope.ADMIN, this::list)
                .onAnyKey("GET /api/keys/self", call -> shown(call.caller()))
                .on("GET /api/keys/{id}", Scope.ADMIN, call -> shown(named(call)))
                .on("PATCH /api/keys/{id}", Scope.ADMIN, this::change)
                .on("POST /api/keys/{id}/rotate", Scope.ADMIN, this::rotate)
                .on("DELETE /api/keys/{id}", Scope.ADMIN, this::revoke);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private Answer create(Call call) {
        KeyRequest request = KeyRequest.read(call.json());
        KeyText text = KeyText.create(random);
        Instant now = clock.instant();
        Key key = Key.create(
                text.id(), request.name(), text.digest(), request.scopes(), now, request.expiresAt(), request.policy());
        if (!keys.add(key)) {
            throw new IllegalStateException("the new key's id " + key.id() + " is taken, which 60 random bits exclude");
        }
        return Answer.json(201, KeyView.withSecrets(key, now, text, tokens, webhooks));
    }

    private record KeyAndSpending(@JsonUnwrapped KeyView key, Spending spending) {}

    private record KeyList(List<KeyAndSpending> keys) {}

    private Answer list(Call call) {
        return Answer.json(200, new KeyList(withSpending(keys.all())));
    }

    private Answer shown(Key key) {
        return Answer.json(200, withSpending(List.of(key)).getFirst());
    }

    private List<KeyAndSpending> withSpending(List<Key> shown) {
        Instant now = clock.instant();
        List<Spending> spendings = Spending.of(shown, now, budgets);
        return IntStream.range(0, shown.size())
                .mapToObj(i -> new KeyAndSpending(KeyView.of(shown.get(i), now), spendings.get(i)))
                .toList();
    }

    private Answer change(Call call) {
        ObjectNode body = call.json();
        Key changed = write(call, key -> living(key).changedTo(KeyRequest.change(body, key)));
        return Answer.json(200, KeyView.of(changed, clock.instant()));
    }

    private Answer rotate(Call call) {
        RotateRequest request = RotateRequest.read(call);
        KeyText text = KeyText.create(random).withId(call.pathParameter("id"));
        Instant now = clock.instant();
        Key rotated = write(
                call,
                // The answer to a write can get lost; the key has the new secret then, and must not be given it twice.
                key -> key.digest().equals(text.digest())
                        ? key
                        : living(key).rotatedTo(text.digest(), now, now.plus(request.grace())));
        return Answer.json(200, KeyView.withSecrets(rotated, now, text, tokens, webhooks));
    }

    private Answer revoke(Call call) {
        Instant now = clock.instant();
        Key revoked = write(call, key -> key.revokedAt().isPresent() ? key : key.revoked(now));
        return Answer.json(200, KeyView.of(revoked, now));
    }

    /** Carries out a change on the key as it is now; one that others were faster than is decided anew. */
    private Key write(Call call, UnaryOperator<Key> change) {
        if (call.pathParameter("id").equals(Key.ADMIN_ID)) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS,
                    409,
                    "The bootstrap key 'admin' cannot be changed or revoked here: its secret is in the deployment's"
                            + " AdminSecret, to be replaced there. Make keys with the scope 'admin' for daily use");
        }
        for (int i = 0; i < TRIES; i++) {
            Key read = named(call);
            Key next = change.apply(read);
            if (next.equals(read) || keys.replace(read, next)) {
                return next;
            }
        }
        throw ProblemException.later(
                ErrorCode.SYSTEM_ERROR, 503, "Others keep changing this key; try again", Duration.ofSeconds(1));
    }

    /** The key of the path. An id that cannot be one is not asked for, and never repeated: it may be a whole key. */
    private Key named(Call call) {
        String id = call.pathParameter("id");
        return Optional.of(id)
                .filter(KeyText::isId)
                .flatMap(keys::find)
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.INVALID_PARAMETERS, 404, "There is no such key; GET /api/keys lists all"));
    }

    private static Key living(Key key) {
        if (key.revokedAt().isPresent()) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS,
                    409,
                    "The key " + key.id() + " was revoked at " + key.revokedAt().get()
                            + " and stays so; make a new one");
        }
        return key;
    }
}
