package klinggateway.emulators.kling;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One request, free of the HTTP server it came through. */
@SuppressWarnings("ArrayRecordComponent") // read once and never compared
record ApiRequest(String method, URI uri, Optional<String> authorization, byte[] body) {

    String path() {
        return uri.getPath();
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(uri.getRawQuery()).stream()
                .flatMap(query -> Arrays.stream(query.split("&", -1)))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    int number(String name, int fallback, int min, int max) {
        try {
            int value = query(name).map(Integer::parseInt).orElse(fallback);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw Refusal.invalid(name + " must be an integer");
        }
        throw Refusal.invalid(name + " must be between " + min + " and " + max);
    }

    Fields json() {
        return new Fields(Json.parse(body).orElseThrow(() -> Refusal.unreadable("Request body is not valid JSON")));
    }
}
