package klinggateway.local.jar;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.local.jar.RuntimeApi.Outcome;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** One function as on Lambda: the jar in a JVM of its own, found and run by Amazon's runtime interface client. */
final class FunctionProcess implements AutoCloseable {

    /** Far more than a start and an invocation take on a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** The system property that tells the runtime client where its native part is. */
    private static final String NATIVE_CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private static final String SNAP_START = "snap-start";

    /** One class of each jar that the runtime client needs. */
    private static final List<Class<?>> RUNTIME =
            List.of(AWSLambda.class, Context.class, LambdaEventSerializers.class, SdkInternalThreadLocal.class);

    private final RuntimeApi api;
    private final Process process;
    private final Path output;
    private final Path loaded;

    private FunctionProcess(RuntimeApi api, Process process, Path output, Path loaded) {
        this.api = api;
        this.process = process;
        this.output = output;
        this.loaded = loaded;
    }

    /**
     * Starts a function and does not wait until it is ready.
     *
     * @param environment what it sees beside the variables that Lambda sets for the runtime client
     * @param folder empty; it becomes the function's working directory
     */
    static FunctionProcess start(FunctionResource function, Map<String, String> environment, Path jar, Path folder)
            throws IOException {
        return start(function, environment, jar, folder, "on-demand");
    }

    /** Starts a function up to its checkpoint, where it stays until {@link #restore}. */
    static FunctionProcess startToCheckpoint(
            FunctionResource function, Map<String, String> environment, Path jar, Path folder) throws IOException {
        FunctionProcess process = start(function, environment, jar, folder, SNAP_START);
        CompletableFuture.anyOf(process.api.checkpoint(), process.process.onExit())
                .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (!process.api.checkpoint().isDone()) {
            throw new IllegalStateException("ended before its checkpoint: " + process.printed());
        }
        return process;
    }

    private static FunctionProcess start(
            FunctionResource function, Map<String, String> environment, Path jar, Path folder, String type)
            throws IOException {
        // The runtime client loads the function from lib/ in the working directory, by a class loader below its own.
        Path library = Files.createDirectories(folder.resolve("lib"));
        Files.copy(jar, library.resolve(jar.getFileName()));
        Path nativeClient = unpackNativeClient(folder);
        Path output = folder.resolve("output.log");
        RuntimeApi api = RuntimeApi.start(function);
        try {
            Path loaded = folder.resolve("classes.log");
            ProcessBuilder builder = new ProcessBuilder(command(function, folder, nativeClient, loaded))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().putAll(lambdaVariables(function, api));
            builder.environment().putAll(initialization(type, api));
            return new FunctionProcess(api, builder.start(), output, loaded);
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

    void restore() {
        api.restore();
    }

    /** The classes that the process has loaded so far, in their order. */
    List<String> loadedClasses() throws IOException {
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.filter(line -> line.contains(" source: ")).toList();
        }
    }

    /** Where the process is connected to, but for the runtime API: addresses and ports as Linux writes them. */
    List<String> connections() throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        var sockets = new HashSet<String>();
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            for (Path file : files.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString().replaceAll("socket:\\[(\\d+)]", "$1"));
                } catch (NoSuchFileException e) {
                    // The process has closed it meanwhile.
                }
            }
        }
        String runtimeApi = ":%04X".formatted(api.port());
        var connections = new ArrayList<String>();
        for (String protocol : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(proc.resolve("net").resolve(protocol))) {
                // The local and the remote address, the state, and later the socket's number.
                String[] columns = line.strip().split("\\s+", -1);
                if (sockets.contains(columns[9]) && !columns[2].endsWith(runtimeApi)) {
                    connections.add(columns[1] + " to " + columns[2]);
                }
            }
        }
        return connections;
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

    /**
     * By itself the runtime client unpacks its native part to one place below /tmp, and so would break the process of another
     * test that has just loaded it from there.
     */
    private static Path unpackNativeClient(Path folder) throws IOException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        String libc = Files.exists(Path.of("/lib/ld-musl-" + machine + ".so.1")) ? "linux_musl" : "linux";
        String name = "/jni/libaws-lambda-jni.%s-%s.so".formatted(libc, machine.replace("aarch64", "aarch_64"));
        Path unpacked = folder.resolve("native-client.so");
        try (InputStream library = AWSLambda.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(library, name), unpacked);
        }
        return unpacked;
    }

    private static List<String> command(FunctionResource function, Path home, Path nativeClient, Path loaded) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        // With this, Lambda's Java gives org.crac the implementation that is in the runtime client.
        command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        command.add("-Xlog:class+load:file=" + loaded + "::filecount=0");
        command.add("-D" + NATIVE_CLIENT + "=" + nativeClient);
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
                "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                "_HANDLER", function.handlerClass());
    }

    /** Credentials in variables would become part of a snapshot, so Lambda gives them elsewhere. */
    private static Map<String, String> initialization(String type, RuntimeApi api) {
        var variables = new HashMap<>(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type));
        if (type.equals(SNAP_START)) {
            variables.putAll(Map.of(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    api.credentialsUrl(),
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                    "local"));
        } else {
            variables.putAll(Map.of(
                    "AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local", "AWS_SESSION_TOKEN", "local"));
        }
        return variables;
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
