package klinggateway.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import klinggateway.Environment;
import klinggateway.emulators.template.FunctionResource;

/** One function with its handler object, which serves all invocations, also simultaneous ones. */
public final class LocalFunction {

    /** Lambda's limit for a synchronous answer, 6 MB and a little. */
    private static final int MAXIMUM_OUTPUT_BYTES = 6_291_556;

    private final FunctionResource resource;
    private final RequestStreamHandler handler;
    private final ExecutorService threads;

    private LocalFunction(FunctionResource resource, RequestStreamHandler handler, ExecutorService threads) {
        this.resource = resource;
        this.handler = handler;
        this.threads = threads;
    }

    /**
     * Makes the handler object with its no-argument constructor, which sees these variables as its environment.
     *
     * @throws HandlerException if there is no such class or it cannot be constructed
     */
    public static LocalFunction load(
            FunctionResource resource, Map<String, String> environment, ExecutorService threads) {
        Object handler;
        try {
            Class<?> type = Class.forName(resource.handlerClass());
            handler = Environment.with(environment, () -> type.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw new HandlerException(
                    resource.id() + " has the Handler " + resource.handlerClass() + ", and there is no such class", e);
        } catch (NoSuchMethodException e) {
            throw new HandlerException(resource.handlerClass() + " has no public constructor without arguments", e);
        } catch (InvocationTargetException e) {
            throw new HandlerException(resource.id() + " did not start: " + causeOf(e), e);
        } catch (Exception e) { // Environment.with lets everything through
            throw new HandlerException(resource.id() + " did not start: " + e, e);
        }
        return new LocalFunction(resource, StreamAdapter.of(handler), threads);
    }

    /** Loads a handler's class while there is something else to wait for. Whether there is one, is said by {@link #load}. */
    public static void preload(FunctionResource resource) {
        try {
            Class.forName(resource.handlerClass());
        } catch (ClassNotFoundException | LinkageError e) {
            return;
        }
    }

    /** What the template says about the function. */
    public FunctionResource resource() {
        return resource;
    }

    /** Gives one event to the function and waits for its answer, at most as long as its time-out. A failure is logged. */
    public Invocation invoke(byte[] event) {
        var context = new LocalContext(UUID.randomUUID().toString(), resource, System.nanoTime());
        Future<byte[]> running = threads.submit(() -> {
            var output = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(event), output, context);
            return output.toByteArray();
        });
        try {
            byte[] output = running.get(resource.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (output.length > MAXIMUM_OUTPUT_BYTES) {
                return failed(
                        context,
                        "Function.ResponseSizeTooLarge",
                        "Response payload size (" + output.length + " bytes) exceeded maximum allowed payload size ("
                                + MAXIMUM_OUTPUT_BYTES + " bytes).");
            }
            return new Invocation.Returned(output);
        } catch (TimeoutException e) {
            running.cancel(true);
            return failed(
                    context,
                    "Sandbox.Timedout",
                    "Task timed out after %d.00 seconds"
                            .formatted(resource.timeout().toSeconds()));
        } catch (ExecutionException e) {
            Throwable thrown = causeOf(e);
            FailureLog.write(context, thrown);
            return new Invocation.Failed(thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return failed(context, "Runtime.ExitError", "The gateway was stopped while the function ran");
        }
    }

    private static Invocation failed(LocalContext context, String errorType, String errorMessage) {
        FailureLog.write(context, errorType, errorMessage);
        return new Invocation.Failed(errorType, errorMessage);
    }

    private static Throwable causeOf(Exception wrapper) {
        return Optional.ofNullable(wrapper.getCause()).orElse(wrapper);
    }
}
