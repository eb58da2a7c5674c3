package klinggateway.emulators.template;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A function that runs at a fixed rate. */
public record Schedule(String functionId, String eventName, Duration every) {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (minute|minutes|hour|hours|day|days)\\)");

    /** Reads {@code rate(1 minute)}; cron expressions are not understood. */
    static Duration rate(String expression) {
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException(
                    "must be rate(n minutes), rate(n hours) or rate(n days), not " + expression);
        }
        long count = Long.parseLong(rate.group(1));
        String unit = rate.group(2);
        if (count == 0 || (count == 1) == unit.endsWith("s")) {
            throw new IllegalArgumentException(
                    "must have a positive number and its right singular or plural, not " + expression);
        }
        return switch (unit.charAt(0)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
