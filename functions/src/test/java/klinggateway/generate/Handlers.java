package klinggateway.generate;

import klinggateway.TestGateway;
import klinggateway.lifecycle.Start;

/** The handler of this package on a test's gateway. */
public final class Handlers {

    private Handlers() {}

    public static GenerateHandler generate(TestGateway gateway) {
        return generate(gateway, gateway.start);
    }

    static GenerateHandler generate(TestGateway gateway, Start start) {
        Purchase purchase = new Purchase(
                gateway.accept,
                start,
                gateway.ledger,
                gateway.kling,
                gateway.jobs,
                gateway.time,
                CallbackBase.HTTPS_ONLY);
        return new GenerateHandler(
                gateway.catalogue, gateway.kling, gateway.slots, gateway.jobs, purchase, gateway.routes());
    }
}
