package klinggateway.link;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** A URL of the dashboard, whose state it is ({@code dashboard/page.js}). */
public record Link(String text) {

    /** A view that has no range. */
    public static Link view(String name) {
        return new Link("/?view=" + name);
    }

    /** Usage in one of the ranges that the dashboard has a word for. */
    public static Link usage(String range) {
        return new Link("/?range=" + range + "&zone=UTC");
    }

    /** Usage of a time, minute by minute. */
    public static Link usage(Instant from, Instant to) {
        return new Link("/?range=custom&zone=UTC&granularity=minute")
                .with("from", from.truncatedTo(ChronoUnit.MINUTES).toString())
                .with("to", to.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Usage of whole days of UTC, both inclusive. */
    public static Link usage(LocalDate from, LocalDate to) {
        return new Link("/?range=custom")
                .with("from", from.toString())
                .with("to", to.toString())
                .with("zone", "UTC");
    }

    /** The same with one more filter, or grouping. */
    public Link with(String name, String value) {
        return new Link(text + '&' + name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
