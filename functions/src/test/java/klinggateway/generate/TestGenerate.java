package klinggateway.generate;

import klinggateway.TestGateway;
import klinggateway.lifecycle.Start;

/** The function {@code generate} on the parts of a test. */
public final class TestGenerate {

    private TestGenerate() {}

    public static GenerateHandler on(TestGateway gateway) {
        return on(gateway, gateway.start);
    }

    static GenerateHandler on(TestGateway gateway, Start start) {
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
