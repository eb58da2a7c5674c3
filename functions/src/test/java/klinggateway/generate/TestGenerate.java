package klinggateway.generate;

import java.time.InstantSource;
import klinggateway.TestGateway;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Routes;
import klinggateway.job.JobStore;
import klinggateway.job.Slots;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Accept;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Waiting;
import klinggateway.order.CallbackBase;
import klinggateway.order.Purchase;
import klinggateway.order.Sales;
import klinggateway.webhook.WebhookTargets;

/** The function {@code generate} on the parts of a test. */
public final class TestGenerate {

    private TestGenerate() {}

    public static GenerateHandler on(TestGateway gateway) {
        return on(gateway, gateway.start);
    }

    static GenerateHandler on(TestGateway gateway, Start start) {
        return on(
                gateway.catalogue,
                gateway.kling,
                gateway.slots,
                gateway.jobs,
                gateway.accept,
                start,
                gateway.ledger,
                gateway.waiting,
                gateway.time,
                gateway.routes());
    }

    /** Where nobody waits. */
    public static GenerateHandler on(
            Catalogue catalogue,
            Kling kling,
            Slots slots,
            JobStore jobs,
            Accept accept,
            Start start,
            Ledger ledger,
            InstantSource clock,
            Routes routes) {
        Waiting waiting = new Waiting(jobs, _ -> {
            throw new AssertionError("somebody waits");
        });
        return on(catalogue, kling, slots, jobs, accept, start, ledger, waiting, clock, routes);
    }

    private static GenerateHandler on(
            Catalogue catalogue,
            Kling kling,
            Slots slots,
            JobStore jobs,
            Accept accept,
            Start start,
            Ledger ledger,
            Waiting waiting,
            InstantSource clock,
            Routes routes) {
        Purchase purchase = new Purchase(accept, start, ledger, kling, jobs, clock, CallbackBase.HTTPS_ONLY);
        Sales sales = new Sales(catalogue, kling, slots, jobs);
        return new GenerateHandler(
                catalogue,
                new Orders(sales, WebhookTargets.PUBLIC),
                new Counter(purchase, jobs, kling, waiting, clock),
                new Library(jobs, kling),
                routes);
    }
}
