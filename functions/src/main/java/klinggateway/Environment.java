package klinggateway;

import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The environment variables of the function that is being constructed: the process's own on Lambda, or those bound by
 * {@link #with} where several functions share one process.
 */
public final class Environment {

    private static final ScopedValue<Map<String, String>> VARIABLES = ScopedValue.newInstance();

    private Environment() {}

    /**
     * Runs {@code body} so that a handler constructed inside it sees {@code variables} and nothing of the process's
     * environment.
     */
    public static <T> T with(Map<String, String> variables, Callable<T> body) throws Exception {
        return ScopedValue.where(VARIABLES, Map.copyOf(variables)).call(body::call);
    }

    /** The variables as seen from here. */
    public static Map<String, String> current() {
        return VARIABLES.isBound() ? VARIABLES.get() : System.getenv();
    }
}
