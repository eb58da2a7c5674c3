package klinggateway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.emulators.template.TemplateException;
import klinggateway.local.lambda.HandlerException;
import klinggateway.local.sample.SampleJobs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final Options options;

    Main(Path home, Map<String, String> environment, PrintStream out) {
        this.home = home;
        this.options = new Options(home);
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
        options.check();
        DataFolder folder = started(options.data());
        if (options.isKlingEmulatorOnly()) {
            startKlingEmulator(folder);
        } else {
            startGateway(folder);
        }
        return 0;
    }

    private void startKlingEmulator(DataFolder folder) throws IOException {
        KlingEmulator emulator = started(Kling.emulatorOnly(folder, options.speed(), options.port()));
        writeReadyFile(JSON.createObjectNode()
                .put("url", emulator.url().toString())
                .put("apiKey", Kling.apiKey(folder))
                .put("klingEmulatorUrl", emulator.url().toString()));
        new Welcome(out).klingEmulator(emulator.url(), Kling.apiKey(folder));
    }

    private void startGateway(DataFolder folder) throws IOException {
        long startedAt = System.nanoTime();
        Kling target = started(options.kling(folder, environment));
        out.print("Starting:");
        LocalGateway.Builder builder = builder(folder, target);
        Optional<SampleJobs> samples =
                options.sampleJobs().map(number -> new SampleJobs(number, Instant.now(), this::printProgress));
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
        welcome.gateway(
                gateway.url(), keys, options.describe(target), options.describeData(), samples.map(options::describe));
        target.advice().ifPresent(welcome::warning);
    }

    private LocalGateway.Builder builder(DataFolder folder, Kling target) {
        LocalGateway.Builder builder = LocalGateway.builder(
                        home.resolve("infra").resolve("template.yaml"))
                .port(options.port())
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
        return builder;
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

    private void writeReadyFile(ObjectNode content) throws IOException {
        if (options.readyFile().isPresent()) {
            Path file = options.readyFile().get();
            try {
                OwnerFile.write(file, content.toString());
            } catch (IOException e) {
                throw new StartException("The ready file " + file + " cannot be written.", e);
            }
        }
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
