package klinggateway.facade;

import java.util.Set;
import klinggateway.TestGateway;
import klinggateway.catalogue.Catalogue;
import klinggateway.facade.kling.KlingFacade;
import klinggateway.facade.openai.OpenAiFacade;
import klinggateway.lifecycle.Refresh;
import klinggateway.order.CallbackBase;
import klinggateway.order.Desk;
import klinggateway.order.Purchase;
import klinggateway.order.Sales;
import klinggateway.webhook.WebhookTargets;

/** The function {@code facade} on the parts of a test. */
public final class TestFacade {

    private TestFacade() {}

    public static FacadeHandler on(TestGateway gateway) {
        return on(gateway, gateway.catalogue, Set.of("/v1/videos/new-thing"));
    }

    static FacadeHandler on(TestGateway gateway, Catalogue catalogue, Set<String> passThrough) {
        Sales sales = new Sales(catalogue, gateway.kling, gateway.slots, gateway.jobs);
        Purchase purchase = new Purchase(
                gateway.accept,
                gateway.start,
                gateway.ledger,
                gateway.kling,
                gateway.jobs,
                gateway.time,
                CallbackBase.HTTPS_ONLY);
        Desk desk = new Desk(sales, purchase, new Refresh(gateway.sync, gateway.time), gateway.waiting, gateway.cancel);
        KlingFacade kling = new KlingFacade(
                catalogue,
                gateway.kling,
                gateway.jobs,
                gateway.ledger,
                desk,
                passThrough,
                WebhookTargets.PUBLIC,
                gateway.time);
        OpenAiFacade openAi = new OpenAiFacade(gateway.catalogue, gateway.jobs, desk, gateway.time);
        return new FacadeHandler(kling, openAi, gateway.routes());
    }
}
