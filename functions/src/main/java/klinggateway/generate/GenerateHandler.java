package klinggateway.generate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.Routes;
import klinggateway.keys.Scope;

/**
 * {@code POST /api/generate-video} and {@code -image}: checks, prices and accepts an order, sends it to Kling if there is room,
 * and answers. {@code POST /api/estimate} and {@code GET /api/catalogue} tell beforehand what can be had for how much;
 * {@code /api/elements} and {@code /api/voices} are for things to be used by their ids.
 */
public final class GenerateHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Routes routes;

    /** For Lambda. */
    public GenerateHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("generate", APIGatewayV2HTTPEvent.class, GenerateHandler::new);
    }

    private GenerateHandler(Wiring wiring) {
        this(
                wiring.catalogue(),
                new Orders(wiring.sales(), wiring.webhookTargets()),
                new Counter(
                        wiring.purchase(), wiring.stores().jobs(), wiring.kling(), wiring.waiting(), wiring.clock()),
                new Library(wiring.stores().jobs(), wiring.kling()),
                wiring.routes());
    }

    GenerateHandler(Catalogue catalogue, Orders orders, Counter counter, Library library, Routes routes) {
        this.routes = routes.on(
                        "POST /api/generate-video",
                        Scope.GENERATE,
                        call -> counter.serve(call, "video", () -> orders.of(call, "video", "text2video")))
                .on(
                        "POST /api/generate-image",
                        Scope.GENERATE,
                        call -> counter.serve(call, "image", () -> orders.of(call, "image", "image")))
                .on(
                        "POST /api/elements",
                        Scope.GENERATE,
                        call -> counter.serve(call, "element", () -> orders.only(call, "custom-element")))
                .on(
                        "POST /api/voices",
                        Scope.GENERATE,
                        call -> counter.serve(call, "voice", () -> orders.only(call, "custom-voice")))
                .on(
                        "POST /api/estimate",
                        Scope.READ,
                        call -> Answer.json(
                                200, EstimateAnswer.of(orders.any(call).sold())))
                .on("GET /api/catalogue", Scope.READ, call -> Answer.json(200, catalogue));
        library.addTo(routes);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }
}
