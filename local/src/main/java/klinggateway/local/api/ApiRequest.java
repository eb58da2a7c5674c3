package klinggateway.local.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as it arrived. Header names are lower-case; path and query are not decoded. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ApiRequest(
        String method,
        String rawPath,
        String rawQuery,
        Map<String, List<String>> headers,
        byte[] body,
        String protocol,
        String sourceIp) {

    ApiRequest {
        var lowerCase = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> lowerCase.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = lowerCase;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> String.join(",", values));
    }

    String host() {
        return header("host").orElse("localhost");
    }

    /** The port that the client wrote into the URL. */
    String port() {
        return host().contains(":") ? host().replaceFirst(".*:", "") : "80";
    }

    /** The decoded values by name; several of one name are joined by commas. */
    Map<String, String> queryParameters() {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                parameters.merge(name, equals < 0 ? "" : decode(pair.substring(equals + 1)), (a, b) -> a + "," + b);
            }
        }
        return parameters;
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Decodes a path or a part of one, where a plus sign is only a plus sign. */
    static String decodePath(String text) {
        return decode(text.replace("+", "%2B"));
    }
}
