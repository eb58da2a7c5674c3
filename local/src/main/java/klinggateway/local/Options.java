package klinggateway.local;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import klinggateway.local.sample.SampleJobs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the command line says, and what {@link Welcome} tells of it. */
final class Options {

    private final Path home;

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

    /** The defaults of a gateway whose project is at {@code home}. */
    Options(Path home) {
        this.home = home;
    }

    /**
     * Checks what picocli cannot.
     *
     * @throws StartException that names the first option that is wrong
     */
    void check() {
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

    int port() {
        return port;
    }

    double speed() {
        return speed;
    }

    boolean isKlingEmulatorOnly() {
        return klingEmulatorOnly;
    }

    Optional<Integer> sampleJobs() {
        return Optional.ofNullable(sampleJobs);
    }

    Optional<Path> readyFile() {
        return Optional.ofNullable(readyFile);
    }

    /** What is kept between runs, opened. */
    DataFolder data() {
        return inMemory ? DataFolder.inMemory() : DataFolder.open(folder());
    }

    /** The real Kling or an emulated one, which this starts. */
    Kling kling(DataFolder kept, Map<String, String> environment) {
        return kling == null ? Kling.emulated(kept, speed) : Kling.real(kling, environment);
    }

    String describe(Kling target) {
        return target.emulatorUrl()
                .map(url -> "emulated at " + url + ", " + String.format("%.0f", speed)
                        + " times as fast as the real one; costs nothing")
                .orElse(kling + ", the real one; costs money");
    }

    String describeData() {
        return inMemory ? "in memory, gone at the end" : folder().toString();
    }

    String describe(SampleJobs samples) {
        return samples.keys()
                .map(keys ->
                        String.format(Locale.ROOT, "%,d jobs of %d keys; the admin key shows them", sampleJobs, keys))
                .orElseGet(() -> "none written, since there are jobs already; choose another folder with --data");
    }

    private Path folder() {
        return data == null ? home.resolve(".data") : data;
    }
}
