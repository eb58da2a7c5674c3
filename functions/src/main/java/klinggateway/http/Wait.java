package klinggateway.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import klinggateway.lifecycle.Waiting;

/** How long a caller wants to wait for a job. */
public final class Wait {

    private static final String PARAMETER = "wait";
    private static final long MOST = Waiting.LONGEST.toSeconds();
    /** A preference among others (RFC 7240). */
    private static final Pattern PREFERENCE =
            Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?=$|[,;])");

    private Wait() {}

    /** By the header {@code Prefer: wait=n}. It is a wish: more than is possible becomes what is. */
    public static Duration preferred(Call call) {
        Matcher preference = PREFERENCE.matcher(call.header("prefer").orElse(""));
        return preference.find()
                ? Duration.ofSeconds(Math.min(MOST, Long.parseLong(preference.group(1))))
                : Duration.ZERO;
    }

    /** What tells a caller how long a wish was followed. */
    public static Map<String, String> applied(Duration waited) {
        return waited.isZero() ? Map.of() : Map.of("preference-applied", PARAMETER + "=" + waited.toSeconds());
    }

    /** By the query parameter {@code wait}. */
    public static Duration asked(Call call) {
        String text = call.queryParameter(PARAMETER).orElse("0");
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) > MOST) {
            throw ProblemException.invalid(
                    ErrorCode.INVALID_PARAMETERS,
                    List.of(new InvalidParameter(PARAMETER, "must be a whole number of seconds from 0 to " + MOST)));
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }
}
