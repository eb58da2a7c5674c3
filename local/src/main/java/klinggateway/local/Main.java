package klinggateway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.emulators.template.TemplateException;
import klinggateway.local.lambda.HandlerException;
import klinggateway.local.sample.SampleJobs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that runs the gateway on this machine until it is stopped. */
@Command(
        name = "gateway",
        description =
                "Runs the gateway on this machine, by default in front of an emulated Kling, which costs nothing.",
        footerHeading = "%nMore settings, from the environment:%n",
        footer = {
            "  KLING_CATALOGUE     File with an own copy of the catalogue.",
            "  ANONYMOUS_KEY       Id of the key that calls without one act as on the",
            "                      predecessor's three routes."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where to listen, on this machine only. 0 is any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept between runs. Default: .data in the project.")
    private @Nullable Path data;

    @Option(names = "--in-memory", description = "Keep nothing.")
    private boolean inMemory;

    @Option(
            names = "--kling",
            paramLabel = "URL",
            description =
                    "Use the real Kling at this URL; it needs KLING_API_KEY, or KLING_ACCESS_KEY and KLING_SECRET_KEY, in the environment. Costs money.")
    private @Nullable String kling;

    @Option(names = "--kling-emulator-only", description = "Start only the emulated Kling, at --port.")
    private boolean klingEmulatorOnly;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many times as fast as the real Kling the emulated one is. Default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(
            names = "--sample-jobs",
            paramLabel = "N",
            description =
                    "Begin with N made-up jobs of the last 60 days, 1 to 20000, unless there are jobs already. The admin key shows them.")
    private @Nullable Integer sampleJobs;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Written when everything answers: JSON with url, apiKey, adminKey, klingEmulatorUrl.")
    private @Nullable Path readyFile;

    Main(Path home, Map<String, String> environment, PrintStream out) {
        this.home = home;
        this.environment = environment;
        this.out = out;
    }

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) {
        var main = new Main(Path.of(System.getProperty("klinggateway.home", ".")), System.getenv(), System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(main::interrupted, "stop"));
        int exitCode = commandLine(main).execute(arguments);
        if (main.isRunning()) {
            waitForever();
        }
        System.exit(exitCode);
    }

    /** The command line with errors of one line each. */
    static CommandLine commandLine(Main main) {
        return new CommandLine(main)
                .addSubcommand(new SamLocal(main.home, main.out))
                .setParameterExceptionHandler((e, _) -> {
                    e.getCommandLine().getErr().println(e.getMessage() + ". See --help.");
                    return 2;
                })
                .setExecutionExceptionHandler((e, command, _) -> {
                    main.stop();
                    return switch (e) {
                        case StartException start -> {
                            command.getErr().println(start.getMessage());
                            yield start.exitCode();
                        }
                        case TemplateException _, HandlerException _ -> {
                            command.getErr().println(e.getMessage());
                            yield 1;
                        }
                        default -> throw e;
                    };
                });
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        long startedAt = System.nanoTime();
        DataFolder folder = started(
                inMemory
                        ? DataFolder.inMemory()
                        : DataFolder.open(Optional.ofNullable(data).orElse(home.resolve(".data"))));
        if (klingEmulatorOnly) {
            KlingEmulator emulator = started(Kling.emulatorOnly(folder, speed, port));
            writeReadyFile(JSON.createObjectNode()
                    .put("url", emulator.url().toString())
                    .put("apiKey", Kling.apiKey(folder))
                    .put("klingEmulatorUrl", emulator.url().toString()));
            new Welcome(out).klingEmulator(emulator.url(), Kling.apiKey(folder));
            return 0;
        }
        Kling target = started(kling == null ? Kling.emulated(folder, speed) : Kling.real(kling, environment));
        out.print("Starting:");
        LocalGateway.Builder builder = LocalGateway.builder(
                        home.resolve("infra").resolve("template.yaml"))
                .port(port)
                .data(folder)
                .parameter("KlingEndpoint", target.endpoint())
                .secret("KlingSecret", target.secret())
                .onProgress(this::printProgress)
                .onPublished(message -> out.println("alert published: " + message.subject()));
        Optional.ofNullable(environment.get("KLING_CATALOGUE"))
                .ifPresent(file -> builder.parameter(
                        "KlingCatalogue", Path.of(file).toAbsolutePath().toString()));
        Optional.ofNullable(environment.get("ANONYMOUS_KEY"))
                .ifPresent(keyId -> builder.parameter("AnonymousKey", keyId));
        if ("on".equals(environment.get("EVENT_LOG"))) {
            builder.eventLog();
        }
        Optional<SampleJobs> samples = Optional.ofNullable(sampleJobs)
                .map(number -> new SampleJobs(number, Instant.now(), this::printProgress));
        samples.ifPresent(builder::preparation);
        FirstKeys keys;
        LocalGateway gateway;
        try {
            gateway = started(builder.start());
            keys = FirstKeys.of(gateway, folder);
        } catch (RuntimeException e) {
            out.println(); // ends the line of progress before the error is printed
            throw e;
        }
        out.printf("; ready after %.1f s%n", (System.nanoTime() - startedAt) / 1e9);
        ObjectNode ready = JSON.createObjectNode()
                .put("url", gateway.url().toString())
                .put("apiKey", keys.apiKey())
                .put("adminKey", keys.adminKey());
        target.emulatorUrl().ifPresent(url -> ready.put("klingEmulatorUrl", url.toString()));
        writeReadyFile(ready);
        Welcome welcome = new Welcome(out);
        welcome.gateway(gateway.url(), keys, describe(target), describeData(), samples.map(this::describeSamples));
        target.advice().ifPresent(welcome::warning);
        return 0;
    }

    private void printProgress(String what) {
        out.print(" " + what);
        out.flush();
    }

    synchronized boolean isRunning() {
        return !running.isEmpty();
    }

    /** Stops what has been started, the last thing first. A second call does nothing. */
    synchronized void stop() {
        while (!running.isEmpty()) {
            AutoCloseable last = running.pop();
            try {
                last.close();
            } catch (Exception e) { // whatever it is, the rest has to be stopped, too
                System.err.println("Stopping failed: " + e);
            }
        }
    }

    private void interrupted() {
        if (isRunning()) {
            out.println("Stopping.");
            stop();
        }
    }

    private synchronized <T extends AutoCloseable> T started(T thing) {
        running.push(thing);
        return thing;
    }

    private void checkOptions() {
        if (port < 0 || port > 65_535) {
            throw StartException.wrongSettings("--port must be 0 to 65535.");
        }
        if (!(speed > 0)) {
            throw StartException.wrongSettings("--speed must be more than 0.");
        }
        if (inMemory && data != null) {
            throw StartException.wrongSettings("--in-memory and --data exclude each other.");
        }
        if (klingEmulatorOnly && kling != null) {
            throw StartException.wrongSettings("--kling-emulator-only and --kling exclude each other.");
        }
        if (sampleJobs != null && (sampleJobs < 1 || sampleJobs > SampleJobs.MOST)) {
            throw StartException.wrongSettings("--sample-jobs must be 1 to " + SampleJobs.MOST + ".");
        }
        if (sampleJobs != null && (kling != null || klingEmulatorOnly)) {
            throw StartException.wrongSettings("--sample-jobs goes with an emulated Kling and a gateway only.");
        }
    }

    private void writeReadyFile(ObjectNode content) throws IOException {
        if (readyFile != null) {
            try {
                OwnerFile.write(readyFile, content.toString());
            } catch (IOException e) {
                throw new StartException("The ready file " + readyFile + " cannot be written.", e);
            }
        }
    }

    private String describe(Kling target) {
        return target.emulatorUrl()
                .map(url -> "emulated at " + url + ", " + String.format("%.0f", speed)
                        + " times as fast as the real one; costs nothing")
                .orElse(kling + ", the real one; costs money");
    }

    private String describeData() {
        return inMemory
                ? "in memory, gone at the end"
                : Optional.ofNullable(data).orElse(home.resolve(".data")).toString();
    }

    private String describeSamples(SampleJobs samples) {
        return samples.keys()
                .map(keys ->
                        String.format(Locale.ROOT, "%,d jobs of %d keys; the admin key shows them", sampleJobs, keys))
                .orElseGet(() -> "none written, since there are jobs already; choose another folder with --data");
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the version from the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Kling Gateway "
                        + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                                .orElse("in development")
            };
        }
    }
}
