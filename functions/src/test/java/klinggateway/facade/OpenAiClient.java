package klinggateway.facade;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;

/** Calls {@code /openai/v1} as OpenAI's clients do. */
final class OpenAiClient {

    private static final String BOUNDARY = "----formdata-undici-012345678901";

    private final FacadeHandler handler;
    private final String key;

    private OpenAiClient(FacadeHandler handler, String key) {
        this.handler = handler;
        this.key = key;
    }

    static OpenAiClient of(TestGateway gateway, String key) {
        return new OpenAiClient(TestFacade.on(gateway), key);
    }

    /** The same gateway with another key. */
    OpenAiClient with(String otherKey) {
        return new OpenAiClient(handler, otherKey);
    }

    APIGatewayV2HTTPResponse create(String json) {
        return handle(event("POST", "videos", Map.of(), json));
    }

    APIGatewayV2HTTPResponse create(String json, String idempotencyKey) {
        APIGatewayV2HTTPEvent event = event("POST", "videos", Map.of(), json);
        event.getHeaders().put("idempotency-key", idempotencyKey);
        return handle(event);
    }

    /** As a form, with a file if there are any bytes. */
    APIGatewayV2HTTPResponse createByForm(Map<String, String> fields, byte[] file, Map<String, String> headers) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        fields.forEach((name, value) -> form.writeBytes(bytes("--" + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")));
        if (file.length > 0) {
            form.writeBytes(bytes("--" + BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=\"input_reference\"; filename=\"first.png\"\r\n"
                    + "Content-Type: image/png\r\n\r\n"));
            form.writeBytes(file);
            form.writeBytes(bytes("\r\n"));
        }
        form.writeBytes(bytes("--" + BOUNDARY + "--\r\n"));
        return createByForm(form.toByteArray(), "multipart/form-data; boundary=" + BOUNDARY, headers);
    }

    APIGatewayV2HTTPResponse createByForm(byte[] body, String contentType, Map<String, String> headers) {
        APIGatewayV2HTTPEvent event =
                event("POST", "videos", Map.of(), Base64.getEncoder().encodeToString(body));
        event.setIsBase64Encoded(true);
        event.getHeaders().put("content-type", contentType);
        event.getHeaders().putAll(headers);
        return handle(event);
    }

    APIGatewayV2HTTPResponse get(String path) {
        return get(path, Map.of());
    }

    APIGatewayV2HTTPResponse get(String path, Map<String, String> query) {
        return send("GET", path, query);
    }

    APIGatewayV2HTTPResponse delete(String id) {
        return send("DELETE", "videos/" + id, Map.of());
    }

    APIGatewayV2HTTPResponse send(String method, String path, Map<String, String> query) {
        return handle(event(method, path, query, ""));
    }

    static byte[] png(int width, int height) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private APIGatewayV2HTTPEvent event(String method, String path, Map<String, String> query, String body) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("facade", key);
        event.setRouteKey("ANY /openai/v1/{proxy+}");
        event.getRequestContext().getHttp().setMethod(method);
        event.setPathParameters(Map.of("proxy", path));
        event.setQueryStringParameters(query);
        event.setBody(body);
        return event;
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, new TestContext());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
