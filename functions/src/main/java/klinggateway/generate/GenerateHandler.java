package klinggateway.generate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.InstantSource;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.Routes;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Waiting;
import klinggateway.order.Purchase;
import klinggateway.order.Sales;
import klinggateway.webhook.WebhookTargets;

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
                wiring.kling(),
                wiring.stores().jobs(),
                wiring.sales(),
                wiring.purchase(),
                wiring.waiting(),
                wiring.webhookTargets(),
                wiring.clock(),
                wiring.routes());
    }

    GenerateHandler(
            Catalogue catalogue,
            Kling kling,
            JobStore jobs,
            Sales sales,
            Purchase purchase,
            Waiting waiting,
            WebhookTargets targets,
            InstantSource clock,
            Routes routes) {
        Orders orders = new Orders(sales, targets);
        Counter counter = new Counter(purchase, jobs, kling, waiting, clock);
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
        new Library(jobs, kling).addTo(routes);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }
}
