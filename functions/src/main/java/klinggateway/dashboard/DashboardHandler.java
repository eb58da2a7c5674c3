package klinggateway.dashboard;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import klinggateway.Wiring;
import klinggateway.http.Answer;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.http.Routes;

/** {@code GET /} and {@code GET /assets/{file}}: the dashboard. It needs no key; what it shows, it asks the API for. */
public final class DashboardHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final String PAGE = "index.html";
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            PAGE,
            "text/html; charset=utf-8",
            "dashboard.css",
            "text/css; charset=utf-8",
            "dashboard.js",
            "text/javascript; charset=utf-8");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Routes routes;

    /** For Lambda. */
    public DashboardHandler() {
        this(Wiring.ofEnvironment().routes());
    }

    DashboardHandler(Routes routes) {
        this.routes = routes.open("GET /", call -> file(PAGE))
                .open("GET /assets/{file}", call -> file(call.pathParameter("file")));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private static Answer file(String name) {
        String contentType = CONTENT_TYPES.get(name);
        if (contentType == null) {
            throw ProblemException.of(ErrorCode.INVALID_PARAMETERS, 404, "The dashboard has no such file");
        }
        return new Answer.OfText(
                200,
                Map.of(
                        "content-type", contentType,
                        "cache-control", "no-cache",
                        "content-security-policy", POLICY,
                        "referrer-policy", "no-referrer",
                        "x-content-type-options", "nosniff"),
                text(name));
    }

    private static String text(String name) {
        try (InputStream in = DashboardHandler.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not beside " + DashboardHandler.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
