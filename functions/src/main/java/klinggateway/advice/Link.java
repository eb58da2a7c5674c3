package klinggateway.advice;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** URLs of the dashboard, whose state they are ({@code dashboard/page.js}). */
final class Link {

    private Link() {}

    /** A view that has no range. */
    static String view(String name) {
        return "/?view=" + name;
    }

    /** The usage that a history is about, with more filters. */
    static String usage(History history, Map<String, String> filters) {
        StringBuilder link = new StringBuilder("/?range=custom");
        add(link, "from", Words.day(history.from()));
        add(link, "to", Words.day(history.to()));
        add(link, "zone", "UTC");
        history.keyIds().stream().sorted().forEach(id -> add(link, "apiKey", id));
        filters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(filter -> add(link, filter.getKey(), filter.getValue()));
        return link.toString();
    }

    private static void add(StringBuilder link, String name, String value) {
        link.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
