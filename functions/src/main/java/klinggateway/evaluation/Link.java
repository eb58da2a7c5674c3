package klinggateway.evaluation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A URL of the dashboard, whose state it is ({@code dashboard/page.js}). */
record Link(String text) {

    /** A view that has no range. */
    static String view(String name) {
        return "/?view=" + name;
    }

    /** Usage in one of the ranges that the dashboard has a word for. */
    static Link usage(String range) {
        return new Link("/?range=" + range + "&zone=UTC");
    }

    /** Usage of a time, minute by minute. */
    static Link usage(Instant from, Instant to) {
        return new Link("/?range=custom&zone=UTC&granularity=minute")
                .with("from", from.truncatedTo(ChronoUnit.MINUTES).toString())
                .with("to", to.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    Link with(String name, String value) {
        return new Link(text + '&' + name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
