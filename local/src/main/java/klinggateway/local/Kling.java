package klinggateway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.kling.FormerHost;

/**
 * The Kling that the gateway is put in front of.
 *
 * @param endpoint the value of the template's parameter {@code KlingEndpoint}
 * @param credential what the template's secret {@code KlingSecret} holds
 */
record Kling(String endpoint, Map<String, String> credential, Optional<KlingEmulator> emulator)
        implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES =
            List.of("KLING_API_KEY", "KLING_ACCESS_KEY", "KLING_SECRET_KEY", "KLING_WEBHOOK_SECRET");

    Kling {
        credential = Map.copyOf(credential);
    }

    /**
     * The real one. What is generated there costs money.
     *
     * @throws StartException if the environment has no credential for it
     */
    static Kling real(String url, Map<String, String> environment) {
        var credential = new HashMap<String, String>();
        for (String name : NAMES) {
            String value = environment.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                credential.put(name, value);
            }
        }
        boolean isComplete = credential.containsKey("KLING_API_KEY")
                || credential.keySet().containsAll(List.of("KLING_ACCESS_KEY", "KLING_SECRET_KEY"));
        if (!isComplete) {
            throw StartException.wrongSettings(
                    "--kling needs Kling's credential in the environment: KLING_API_KEY, or KLING_ACCESS_KEY and KLING_SECRET_KEY.");
        }
        return new Kling(url.replaceFirst("/+$", ""), credential, Optional.empty());
    }

    /** An emulated one, which is kept between runs as the gateway's data are, with its port, because finished jobs have links to it. */
    static Kling emulated(DataFolder data, double speed) {
        KlingEmulator emulator = data.find("KlingEmulatorPort")
                .flatMap(port -> startIfFree(data, speed, Integer.parseInt(port)))
                .orElseGet(() -> start(data, speed, 0));
        data.put("KlingEmulatorPort", Integer.toString(emulator.url().getPort()));
        return new Kling(emulator.url().toString(), Map.of("KLING_API_KEY", apiKey(data)), Optional.of(emulator));
    }

    /**
     * An emulator without a gateway.
     *
     * @throws StartException if the port is in use
     */
    static KlingEmulator emulatorOnly(DataFolder data, double speed, int port) {
        return startIfFree(data, speed, port)
                .orElseThrow(() -> new StartException("Port " + port + " is in use. Choose another with --port."));
    }

    /** The key that the emulator accepts. */
    static String apiKey(DataFolder data) {
        return data.secret("KlingEmulatorApiKey", 43);
    }

    /** The value of the template's secret {@code KlingSecret}. */
    String secret() {
        return JSON.valueToTree(credential).toString();
    }

    /** What should be done about this endpoint, if anything. */
    Optional<String> advice() {
        return FormerHost.advice(URI.create(endpoint));
    }

    Optional<URI> emulatorUrl() {
        return emulator.map(KlingEmulator::url);
    }

    @Override
    public void close() {
        emulator.ifPresent(KlingEmulator::close);
    }

    private static Optional<KlingEmulator> startIfFree(DataFolder data, double speed, int port) {
        try {
            return Optional.of(start(data, speed, port));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static KlingEmulator start(DataFolder data, double speed, int port) {
        KlingEmulator.Builder builder =
                KlingEmulator.builder().port(port).speed(speed).apiKey(apiKey(data));
        data.kling().ifPresent(builder::folder);
        return builder.start();
    }
}
