package klinggateway.emulators.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function that runs at a fixed rate.
 *
 * @param at the time of day, in UTC, of one that runs once a day; others have none
 */
public record Schedule(String functionId, String eventName, Duration every, Optional<LocalTime> at) {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (minute|minutes|hour|hours|day|days)\\)");
    private static final Pattern DAILY = Pattern.compile("cron\\((\\d{1,2}) (\\d{1,2}) \\* \\* \\? \\*\\)");

    /** Reads {@code rate(1 minute)}, and {@code cron(17 3 * * ? *)} for 3:17 every day; other expressions are not understood. */
    static Schedule of(String functionId, String eventName, String expression) {
        Matcher daily = DAILY.matcher(expression);
        return daily.matches()
                ? new Schedule(functionId, eventName, Duration.ofDays(1), Optional.of(time(daily)))
                : new Schedule(functionId, eventName, rate(expression), Optional.empty());
    }

    /** How long after {@code now} the first run is. */
    public Duration untilFirst(Instant now) {
        return at.map(time -> {
                    OffsetDateTime today = now.atOffset(ZoneOffset.UTC).with(time);
                    return Duration.between(now, today.toInstant().isAfter(now) ? today : today.plusDays(1));
                })
                .orElse(every);
    }

    private static LocalTime time(Matcher daily) {
        try {
            return LocalTime.of(Integer.parseInt(daily.group(2)), Integer.parseInt(daily.group(1)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "must have a minute and an hour that a day has, not " + daily.group(), e);
        }
    }

    private static Duration rate(String expression) {
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException("must be rate(n minutes), rate(n hours), rate(n days) or"
                    + " cron(minute hour * * ? *), not " + expression);
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
