package klinggateway.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import klinggateway.job.JobId;
import klinggateway.keys.Key;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Deadline;

/**
 * One authenticated request.
 *
 * @param caller the key it came with; on routes that need none, a key without any scope
 * @param method the HTTP method, in capitals
 * @param body as API Gateway passes it on, which is in base64 where it is not sure that it is text
 * @param deadline when the answer must have been given
 * @param subject takes the job that the request is about, for the log
 * @param report takes an error that must not keep the caller from an answer, for the log
 * @param baseUrl the gateway's own URL as the caller used it, without a slash at the end
 */
public record Call(
        Key caller,
        String method,
        Map<String, String> query,
        Map<String, String> path,
        Map<String, String> headers,
        String body,
        boolean isBase64,
        String requestId,
        Deadline deadline,
        Consumer<JobId> subject,
        Consumer<RuntimeException> report,
        String baseUrl) {

    /** Lambda takes 6 MB for the whole event. */
    private static final int LONGEST_BODY = 5_500_000;

    static Call of(
            APIGatewayV2HTTPEvent event,
            Key caller,
            Deadline deadline,
            Consumer<JobId> subject,
            Consumer<RuntimeException> report,
            Optional<String> publicUrl) {
        return new Call(
                caller,
                event.getRequestContext().getHttp().getMethod(),
                Objects.requireNonNullElse(event.getQueryStringParameters(), Map.of()),
                Objects.requireNonNullElse(event.getPathParameters(), Map.of()),
                headers(event),
                Objects.requireNonNullElse(event.getBody(), ""),
                event.getIsBase64Encoded(),
                event.getRequestContext().getRequestId(),
                deadline,
                subject,
                report,
                publicUrl.orElse("https://" + event.getRequestContext().getDomainName()));
    }

    Call by(Key authenticated) {
        return new Call(
                authenticated,
                method,
                query,
                path,
                headers,
                body,
                isBase64,
                requestId,
                deadline,
                subject,
                report,
                baseUrl);
    }

    /** The same with another body, which is text. */
    public Call withBody(String text) {
        return new Call(
                caller, method, query, path, headers, text, false, requestId, deadline, subject, report, baseUrl);
    }

    /** Ends the request if its key lacks the scope, where that depends on more than the route. */
    public void require(Scope scope) {
        Authentication.require(caller, scope);
    }

    /** A query parameter, empty if it is absent or blank. */
    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /** A part of the path that the route names. */
    public String pathParameter(String name) {
        return Objects.requireNonNull(path.get(name), () -> "the route has no " + name);
    }

    /** A header by its lower-case name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body, which must be a JSON object. */
    public ObjectNode json() {
        String text = isBase64 ? new String(bytes(), StandardCharsets.UTF_8) : body;
        if (text.length() > LONGEST_BODY) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS,
                    413,
                    "The body has more than 5.5 MB, which Lambda does not take; pass the URL of a large file instead");
        }
        return Json.readObject(text);
    }

    /** The body as it was sent, byte for byte. */
    public byte[] bytes() {
        return isBase64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(APIGatewayV2HTTPEvent event) {
        Map<String, String> headers = new HashMap<>();
        Objects.requireNonNullElse(event.getHeaders(), Map.<String, String>of())
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }
}
