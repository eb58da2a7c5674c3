package klinggateway.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An HTTP answer, made from a function's output as an HTTP API makes it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ApiAnswer(int status, List<Header> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SET_BY_THE_SERVER =
            Set.of("content-length", "transfer-encoding", "connection", "date");

    ApiAnswer {
        headers = List.copyOf(headers);
    }

    record Header(String name, String value) {}

    /** An answer of API Gateway itself, such as {@code {"message":"Not Found"}}. */
    static ApiAnswer message(int status, String message) {
        return json(status, JSON.createObjectNode().put("message", message).toString());
    }

    static ApiAnswer internalServerError() {
        return message(500, "Internal Server Error");
    }

    /** Reads a function's output: an object with {@code statusCode}, or anything else as the body of a 200. */
    static ApiAnswer of(byte[] output) {
        try {
            JsonNode parsed = JSON.readTree(output);
            if (parsed.isTextual()) {
                return json(200, parsed.textValue());
            }
            return parsed.has("statusCode")
                    ? structured(parsed)
                    : json(200, new String(output, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            // Not JSON, or not base64 where it says so: API Gateway calls both a malformed proxy response.
            return internalServerError();
        }
    }

    private static ApiAnswer structured(JsonNode output) {
        JsonNode statusCode = output.path("statusCode");
        int status = statusCode.asInt(0);
        JsonNode body = output.path("body");
        if (status < 200 || status > 599 || !(body.isTextual() || body.isNull() || body.isMissingNode())) {
            return internalServerError();
        }
        var headers = new ArrayList<Header>();
        output.path("headers").properties().forEach(header -> {
            if (!SET_BY_THE_SERVER.contains(header.getKey().toLowerCase(Locale.ROOT))
                    && !header.getValue().isNull()) {
                headers.add(new Header(header.getKey(), header.getValue().asText()));
            }
        });
        output.path("cookies").forEach(cookie -> headers.add(new Header("set-cookie", cookie.asText())));
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("content-type"))) {
            headers.add(new Header("content-type", "text/plain; charset=utf-8"));
        }
        String text = body.asText("");
        return new ApiAnswer(
                status,
                headers,
                output.path("isBase64Encoded").asBoolean()
                        ? Base64.getDecoder().decode(text)
                        : text.getBytes(StandardCharsets.UTF_8));
    }

    private static ApiAnswer json(int status, String body) {
        return new ApiAnswer(
                status, List.of(new Header("content-type", "application/json")), body.getBytes(StandardCharsets.UTF_8));
    }
}
