package klinggateway.log;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How long others took while one request was answered, told by whoever asked them to whoever answers it. What is asked on threads
 * of their own is not in it: side by side it would add up to more than the whole.
 */
public final class Timing {

    private static final ScopedValue<Timing> CURRENT = ScopedValue.newInstance();

    private final Map<Part, Duration> spent = new EnumMap<>(Part.class);

    /** Who was waited for. */
    public enum Part {
        KLING,
        DATABASE
    }

    /** Answers a request whose parts are told to this. */
    public <T> T during(Supplier<T> answer) {
        return ScopedValue.where(CURRENT, this).call(answer::get);
    }

    /** Tells the request that is being answered on this thread, if there is one, for how long somebody was waited for. */
    public static void add(Part part, Duration time) {
        if (CURRENT.isBound()) {
            CURRENT.get().spent.merge(part, time, Duration::plus);
        }
    }

    /** The value of the header {@code Server-Timing}, in milliseconds: {@code total;dur=48, database;dur=12}. */
    public String header(Duration total) {
        StringBuilder header = new StringBuilder("total;dur=").append(total.toMillis());
        spent.forEach((part, time) -> header.append(", ")
                .append(part.name().toLowerCase(Locale.ROOT))
                .append(";dur=")
                .append(time.toMillis()));
        return header.toString();
    }
}
