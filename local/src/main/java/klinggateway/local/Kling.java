package klinggateway.local;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.kling.KlingEmulator;

/** The Kling that the gateway is put in front of, with the template parameters that lead there. */
record Kling(Map<String, String> parameters, Optional<KlingEmulator> emulator) implements AutoCloseable {

    private static final Map<String, String> PARAMETER_BY_VARIABLE = Map.of(
            "KLING_API_KEY", "KlingApiKey",
            "KLING_ACCESS_KEY", "KlingAccessKey",
            "KLING_SECRET_KEY", "KlingSecretKey",
            "KLING_WEBHOOK_SECRET", "KlingWebhookSecret");

    Kling {
        parameters = Map.copyOf(parameters);
    }

    /**
     * The real one. What is generated there costs money.
     *
     * @throws StartException if the environment has no credential for it
     */
    static Kling real(String url, Map<String, String> environment) {
        var parameters = new HashMap<String, String>();
        parameters.put("KlingEndpoint", url.replaceFirst("/+$", ""));
        PARAMETER_BY_VARIABLE.forEach((variable, parameter) -> {
            String value = environment.getOrDefault(variable, "").strip();
            if (!value.isEmpty()) {
                parameters.put(parameter, value);
            }
        });
        boolean credential = parameters.containsKey("KlingApiKey")
                || parameters.keySet().containsAll(List.of("KlingAccessKey", "KlingSecretKey"));
        if (!credential) {
            throw StartException.wrongSettings(
                    "--kling needs Kling's credential in the environment: KLING_API_KEY, or KLING_ACCESS_KEY and KLING_SECRET_KEY.");
        }
        return new Kling(parameters, Optional.empty());
    }

    /** An emulated one, which is kept between runs as the gateway's data are, with its port, because finished jobs have links to it. */
    static Kling emulated(DataFolder data, double speed) {
        KlingEmulator emulator = data.find("KlingEmulatorPort")
                .flatMap(port -> startIfFree(data, speed, Integer.parseInt(port)))
                .orElseGet(() -> start(data, speed, 0));
        data.put("KlingEmulatorPort", Integer.toString(emulator.url().getPort()));
        return new Kling(
                Map.of("KlingEndpoint", emulator.url().toString(), "KlingApiKey", apiKey(data)), Optional.of(emulator));
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
