package klinggateway.emulators.template;

import java.time.Duration;
import java.util.Map;

/** A function: the class that handles its events, its limits and its environment. */
public record FunctionResource(
        String id, String handlerClass, Duration timeout, int memoryMb, Map<String, Expression> environment) {

    public FunctionResource {
        require(
                timeout.compareTo(Duration.ofSeconds(1)) >= 0 && timeout.compareTo(Duration.ofSeconds(900)) <= 0,
                "Timeout must be 1 to 900 seconds");
        require(memoryMb >= 128 && memoryMb <= 10_240, "MemorySize must be 128 to 10240 MB");
        environment = Map.copyOf(environment);
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(reason);
        }
    }
}
