package klinggateway.anomaly;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Collectors;
import klinggateway.usage.Dimension;
import klinggateway.usage.Money;

/** Says in plain words what is unusual. */
public final class Sentence {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** What comes with the first reason to such a part is named with it. */
    private static final double NEARLY_ALL = 0.8;

    private Sentence() {}

    /** One sentence, with the days and times of {@code zone}. */
    public static String of(Anomaly anomaly, ZoneId zone) {
        return switch (anomaly.kind()) {
            case SPENDING ->
                "Key " + anomaly.keyId().orElse("") + " spent " + Money.wholeCents(anomaly.actual()) + " on "
                        + when(anomaly, zone) + ", " + comparison(anomaly, zone) + ", " + because(anomaly, "it does")
                        + ", from "
                        + time(anomaly.since(), zone) + " on.";
            case FAILURES ->
                "Model " + anomaly.model().orElse("") + " failed in "
                        + Math.round(anomaly.actual() * anomaly.calls()) + " of " + anomaly.calls() + " jobs"
                        + anomaly.keyId().map(id -> " of key " + id).orElse("") + " on " + when(anomaly, zone)
                        + ", where " + percent(anomaly.expected()) + " are usual, " + because(anomaly, "them")
                        + ", from "
                        + time(anomaly.since(), zone) + " on.";
        };
    }

    private static String when(Anomaly anomaly, ZoneId zone) {
        String day = weekday(anomaly, zone) + ", " + anomaly.from().atZone(zone).toLocalDate();
        return switch (anomaly.extent()) {
            case WHOLE_DAY -> day;
            case DAY_SO_FAR -> day + " until " + time(anomaly.to(), zone);
            case HOURS -> day + " from " + time(anomaly.from(), zone) + " to " + time(anomaly.to(), zone);
        };
    }

    private static String comparison(Anomaly anomaly, ZoneId zone) {
        String compared = anomaly.isOfWeekday() ? "its usual " + weekday(anomaly, zone) : "its usual day";
        String then = switch (anomaly.extent()) {
            case WHOLE_DAY -> compared;
            case DAY_SO_FAR -> compared + " until then";
            case HOURS -> "the same hours of " + compared;
        };
        return anomaly.factor()
                .map(factor -> times(factor) + " times " + then + " (" + Money.wholeCents(anomaly.expected()) + ")")
                .orElse("where next to nothing is usual");
    }

    private static String because(Anomaly anomaly, String all) {
        if (anomaly.because().isEmpty()) {
            return "spread over all " + all;
        }
        Because first = anomaly.because().getFirst();
        String others = anomaly.because().stream()
                .skip(1)
                .filter(other -> other.share() >= NEARLY_ALL)
                .map(Sentence::words)
                .collect(Collectors.joining(" and "));
        return "because of " + words(first) + (others.isEmpty() ? "" : " with " + others) + " ("
                + percent(first.share()) + " of what is too much)";
    }

    private static String words(Because because) {
        return because.dimension() == Dimension.DURATION
                ? because.value() + " seconds"
                : because.dimension().word() + " " + because.value();
    }

    private static String weekday(Anomaly anomaly, ZoneId zone) {
        DayOfWeek day = anomaly.from().atZone(zone).getDayOfWeek();
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String time(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        return TIME.format(local);
    }

    private static String times(double factor) {
        return factor < 10
                ? String.format(Locale.ROOT, "%.1f", factor).replace(".0", "")
                : Long.toString(Math.round(factor));
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
