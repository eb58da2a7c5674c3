package klinggateway.local.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** Writes a request as the event that an HTTP API gives to a function: payload format 2.0. */
final class HttpApiEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpApiEvent() {}

    static byte[] of(ApiRequest request, RouteTable.Match match, String requestId, Instant now) {
        String path = ApiRequest.decodePath(request.rawPath());
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", match.route().key())
                // An HTTP API decodes this path in spite of its name.
                .put("rawPath", path)
                .put("rawQueryString", request.rawQuery());
        putCookies(event, request);
        ObjectNode headers = event.putObject("headers");
        request.headers().forEach((name, values) -> {
            if (!name.equals("cookie")) {
                headers.put(name, String.join(",", values));
            }
        });
        headers.put("x-forwarded-for", request.sourceIp())
                .put("x-forwarded-port", request.port())
                .put("x-forwarded-proto", "http");
        putAll(event, "queryStringParameters", request.queryParameters());
        putContext(event.putObject("requestContext"), request, match, path, requestId, now);
        if (!match.pathParameters().isEmpty()) {
            ObjectNode parameters = event.putObject("pathParameters");
            match.pathParameters().forEach((name, value) -> parameters.put(name, ApiRequest.decodePath(value)));
        }
        putBody(event, request);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void putCookies(ObjectNode event, ApiRequest request) {
        request.header("cookie").ifPresent(cookies -> {
            ArrayNode list = event.putArray("cookies");
            for (String cookie : cookies.split("[;,]\\s*", -1)) {
                list.add(cookie);
            }
        });
    }

    private static void putAll(ObjectNode event, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            ObjectNode object = event.putObject(name);
            values.forEach(object::put);
        }
    }

    private static void putContext(
            ObjectNode context,
            ApiRequest request,
            RouteTable.Match match,
            String path,
            String requestId,
            Instant now) {
        String domain = request.host().replaceFirst(":\\d+$", "");
        context.put("accountId", "000000000000")
                .put("apiId", "local")
                .put("domainName", domain)
                .put("domainPrefix", domain.replaceFirst("\\..*", ""))
                .put("requestId", requestId)
                .put("routeKey", match.route().key())
                .put("stage", "$default")
                .put("time", TIME.format(now))
                .put("timeEpoch", now.toEpochMilli());
        context.putObject("http")
                .put("method", request.method())
                .put("path", path)
                .put("protocol", request.protocol())
                .put("sourceIp", request.sourceIp())
                .put("userAgent", request.header("user-agent").orElse(""));
    }

    private static void putBody(ObjectNode event, ApiRequest request) {
        boolean text = isText(request.header("content-type").orElse(""));
        if (request.body().length > 0) {
            event.put(
                    "body",
                    text
                            ? new String(request.body(), StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(request.body()));
        }
        event.put("isBase64Encoded", request.body().length > 0 && !text);
    }

    /** Whether an HTTP API passes such a body as it is. Forms are not among them. */
    private static boolean isText(String contentType) {
        String type = contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return type.isEmpty()
                || type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/javascript")
                || type.equals("application/xml")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }
}
