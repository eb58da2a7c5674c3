package klinggateway.facade;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.facade.kling.KlingFacade;
import klinggateway.facade.kling.KlingVoice;
import klinggateway.facade.openai.OpenAiFacade;
import klinggateway.facade.openai.OpenAiVoice;
import klinggateway.http.Routes;
import klinggateway.order.Desk;

/** {@code /kling/**}: Kling's API as it is; {@code /openai/v1/**}: the shape of OpenAI's Videos API. */
public final class FacadeHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Routes routes;

    /** For Lambda. */
    public FacadeHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("facade", APIGatewayV2HTTPEvent.class, FacadeHandler::new);
    }

    private FacadeHandler(Wiring wiring) {
        this(wiring, wiring.desk());
    }

    /** @param desk one for both, so that Kling is not asked about the same job by each */
    private FacadeHandler(Wiring wiring, Desk desk) {
        this(
                new KlingFacade(
                        wiring.catalogue(),
                        wiring.kling(),
                        wiring.stores().jobs(),
                        wiring.stores().ledger(),
                        desk,
                        wiring.passThrough(),
                        wiring.webhookTargets(),
                        wiring.clock()),
                new OpenAiFacade(wiring.catalogue(), wiring.stores().jobs(), desk, wiring.clock()),
                wiring.routes());
    }

    FacadeHandler(KlingFacade kling, OpenAiFacade openAi, Routes routes) {
        this.routes = routes.onAnyKey("ANY /kling/{proxy+}", KlingVoice::tell, kling::answer)
                .onAnyKey("ANY /openai/v1/{proxy+}", OpenAiVoice::tell, openAi::answer);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }
}
