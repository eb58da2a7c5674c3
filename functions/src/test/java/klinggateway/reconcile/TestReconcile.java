package klinggateway.reconcile;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import klinggateway.TestGateway;
import klinggateway.job.JobStore;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Correct;
import klinggateway.lifecycle.Ledger;
import klinggateway.usage.UsageStore;

/** The function {@code reconcile} on the parts of a test. */
public final class TestReconcile {

    private TestReconcile() {}

    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return new ReconcileHandler(
                reconciliation(gateway, gateway.kling),
                gateway.log,
                gateway.time,
                Duration.ofDays(90),
                gateway.routes());
    }

    static Reconciliation reconciliation(TestGateway gateway, Kling kling) {
        return reconciliation(gateway, kling, gateway.usage, gateway.jobs, gateway.ledger);
    }

    static Reconciliation reconciliation(
            TestGateway gateway, Kling kling, UsageStore usage, JobStore jobs, Ledger ledger) {
        return new Reconciliation(
                new KlingBooks(kling), new GatewayBooks(usage, jobs), new Correct(ledger), gateway.time);
    }
}
