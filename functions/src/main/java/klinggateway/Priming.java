package klinggateway;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import klinggateway.rehearsal.Stage;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What a function does before Lambda takes the snapshot that its sandboxes start from: it rehearses on a {@link Stage}, so that the
 * first real invocation finds its classes loaded. The handler that is there to stay has no part in it: it has read no secret and has
 * no connection when the snapshot is taken.
 */
public final class Priming implements Resource {

    /** Where the SDK asks for the role's credentials on Lambda; the property goes before the variable. */
    private static final String CREDENTIALS = "aws.containerCredentialsFullUri";

    /** Lambda's runtime holds its resources weakly. */
    private static final List<Priming> REGISTERED = new CopyOnWriteArrayList<>();

    private final Rehearsal<?> rehearsal;
    private final Map<String, String> environment;

    private Priming(Rehearsal<?> rehearsal, Map<String, String> environment) {
        this.rehearsal = rehearsal;
        this.environment = environment;
    }

    /**
     * Lets a function rehearse its sample event if a snapshot is going to be taken of it; else does nothing.
     *
     * @param word the function's, which its sample event is named after
     * @param handler makes another one of its handlers
     */
    public static <E> void with(String word, Class<E> event, Function<Wiring, RequestHandler<E, ?>> handler) {
        Map<String, String> environment = Environment.current();
        if ("snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
            Priming priming = new Priming(new Rehearsal<>(word, event, handler), environment);
            REGISTERED.add(priming);
            Core.getGlobalContext().register(priming);
        }
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        PrintStream out = System.out;
        // What a rehearsal logs would be counted by CloudWatch as if it had happened.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try (Stage stage = Stage.open()) {
            System.setProperty(CREDENTIALS, stage.credentialsUrl());
            Environment.with(stage.environment(environment), rehearsal);
        } catch (Exception e) {
            // A function that could not rehearse is slower at first, and nothing else.
            LambdaRuntime.getLogger().log("WARN: there was no rehearsal: " + e + "\n");
        } finally {
            System.setOut(out);
            System.clearProperty(CREDENTIALS);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Clients connect, and secrets are read, when they are first needed.
    }
}
