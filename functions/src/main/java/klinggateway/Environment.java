package klinggateway;

import java.util.Map;
import java.util.concurrent.Callable;

/** The variables a function is configured by: those of the process, or others while {@link #with} runs. */
public final class Environment {

    private static final ScopedValue<Map<String, String>> OVERRIDE = ScopedValue.newInstance();

    private Environment() {}

    /** Calls the body so that it sees these variables instead of the process environment. */
    public static <T> T with(Map<String, String> variables, Callable<T> body) throws Exception {
        return ScopedValue.where(OVERRIDE, Map.copyOf(variables)).call(body::call);
    }

    /** The variables as seen from here. */
    public static Map<String, String> current() {
        return OVERRIDE.isBound() ? OVERRIDE.get() : System.getenv();
    }
}
