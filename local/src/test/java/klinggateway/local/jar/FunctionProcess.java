package klinggateway.local.jar;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.local.jar.RuntimeApi.Outcome;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** One function as on Lambda: the jar in a JVM of its own, found and run by Amazon's runtime interface client. */
final class FunctionProcess implements AutoCloseable {

    /** Far more than a start and an invocation take on a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** One class of each jar that the runtime client needs. */
    private static final List<Class<?>> RUNTIME =
            List.of(AWSLambda.class, Context.class, LambdaEventSerializers.class, SdkInternalThreadLocal.class);

    private final RuntimeApi api;
    private final Process process;
    private final Path output;

    private FunctionProcess(RuntimeApi api, Process process, Path output) {
        this.api = api;
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a function and does not wait until it is ready.
     *
     * @param environment what it sees beside the variables that Lambda sets for the runtime client
     * @param folder empty; it becomes the function's working directory
     */
    static FunctionProcess start(FunctionResource function, Map<String, String> environment, Path jar, Path folder)
            throws IOException {
        // The runtime client loads the function from lib/ in the working directory, by a class loader below its own.
        Path library = Files.createDirectories(folder.resolve("lib"));
        Files.copy(jar, library.resolve(jar.getFileName()));
        Path output = folder.resolve("output.log");
        RuntimeApi api = RuntimeApi.start(function);
        try {
            ProcessBuilder builder = new ProcessBuilder(command(function, folder))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().putAll(lambdaVariables(function, api));
            return new FunctionProcess(api, builder.start(), output);
        } catch (IOException e) {
            api.close();
            throw e;
        }
    }

    /** Gives the function an event and waits for what becomes of it. */
    Outcome invoke(String event) {
        Outcome late = new Outcome.Failed("nothing within " + LONGEST);
        return api.invoke(event)
                .applyToEither(
                        process.onExit()
                                .thenApply(ended -> new Outcome.Failed("the process ended with " + ended.exitValue())),
                        Function.identity())
                .completeOnTimeout(late, LONGEST.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** All that the process has written to its standard output and error so far. */
    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "its output cannot be read: " + e;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE)) {
                process.destroyForcibly().waitFor(GRACE);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            api.close();
        }
    }

    private static List<String> command(FunctionResource function, Path home) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        // The runtime client loads a native library, and opens the file descriptor it logs to.
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--add-opens", "java.base/java.io=ALL-UNNAMED"));
        // So that the SDK finds no ~/.aws of whoever runs the tests.
        command.add("-Duser.home=" + home);
        command.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        RUNTIME.stream().map(FunctionProcess::jarOf).toList()),
                AWSLambda.class.getName(),
                function.handlerClass()));
        return command;
    }

    private static Map<String, String> lambdaVariables(FunctionResource function, RuntimeApi api) {
        return Map.of(
                "AWS_LAMBDA_RUNTIME_API", api.address(),
                "AWS_LAMBDA_FUNCTION_NAME", function.id(),
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()),
                "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                "_HANDLER", function.handlerClass());
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The jar of " + type + " has no path", e);
        }
    }
}
