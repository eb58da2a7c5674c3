package klinggateway.dashboard;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URI;
import java.util.Map;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Routes;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /} and {@code GET /assets/{version}/{file}}: the dashboard. It needs no key; what it shows, it asks the API for.
 * {@code GET /openapi.json} describes that API.
 */
public final class DashboardHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /** It changes with a deployment only, and then callers should not wait long for it. */
    private static final Map<String, String> DESCRIPTION_HEADERS = Map.of("cache-control", "public, max-age=300");

    private final Catalogue catalogue;
    private final Routes routes;
    private @Nullable Document description;

    /** For Lambda. */
    public DashboardHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("dashboard", APIGatewayV2HTTPEvent.class, DashboardHandler::new);
    }

    private DashboardHandler(Wiring wiring) {
        this(wiring.catalogue(), wiring.routes(), wiring.klingEndpoint());
    }

    DashboardHandler(Catalogue catalogue, Routes routes, URI klingEndpoint) {
        Pages pages = new Pages(klingEndpoint);
        this.catalogue = catalogue;
        this.routes = routes.open("GET /", call -> pages.page().answer(call))
                .open(
                        "GET /assets/{version}/{file}",
                        call -> pages.asset(call.pathParameter("version"), call.pathParameter("file"))
                                .answer(call))
                .open("GET /openapi.json", call -> description().answer(call));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    /** Made when it is first asked for: the page, which most come for, should not wait for it. */
    private synchronized Document description() {
        if (description == null) {
            String json = OpenApi.of(Pages.text("openapi.json"), catalogue);
            description = Document.of("application/json", json, DESCRIPTION_HEADERS);
        }
        return description;
    }
}
