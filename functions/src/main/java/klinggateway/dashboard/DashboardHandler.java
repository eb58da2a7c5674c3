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
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.http.Routes;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /} and {@code GET /assets/{file}}: the dashboard. It needs no key; what it shows, it asks the API for.
 * {@code GET /openapi.json} describes that API.
 */
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

    /** It changes with a deployment only, and then callers should not wait long for it. */
    private static final Map<String, String> DESCRIPTION_HEADERS = Map.of(
            "content-type", "application/json",
            "cache-control", "public, max-age=300",
            "x-content-type-options", "nosniff");

    private final Catalogue catalogue;
    private final Routes routes;
    private @Nullable String description;

    /** For Lambda. */
    public DashboardHandler() {
        this(Wiring.ofEnvironment());
    }

    private DashboardHandler(Wiring wiring) {
        this(wiring.catalogue(), wiring.routes());
    }

    DashboardHandler(Catalogue catalogue, Routes routes) {
        this.catalogue = catalogue;
        this.routes = routes.open("GET /", call -> file(PAGE))
                .open("GET /assets/{file}", call -> file(call.pathParameter("file")))
                .open("GET /openapi.json", call -> new Answer.OfText(200, DESCRIPTION_HEADERS, description()));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    /** Made when it is first asked for: the page, which most come for, should not wait for it. */
    private synchronized String description() {
        if (description == null) {
            description = OpenApi.of(text("openapi.json"), catalogue);
        }
        return description;
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

    static String text(String name) {
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
