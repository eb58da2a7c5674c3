package klinggateway.reconcile;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.InstantSource;
import klinggateway.TestGateway;
import klinggateway.alert.Reconciliations;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Routes;
import klinggateway.job.JobStore;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Correct;
import klinggateway.lifecycle.Ledger;
import klinggateway.log.EventLog;
import klinggateway.usage.UsageStore;

/** The function {@code reconcile} on the parts of a test. */
public final class TestReconcile {

    private static final long DEAREST_UNIT = ReconcileHandler.dearestUnit(Catalogue.builtIn());

    private TestReconcile() {}

    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return on(
                gateway.kling,
                gateway.usage,
                gateway.jobs,
                gateway.ledger,
                gateway.reconciliations,
                gateway.log,
                gateway.time,
                gateway.routes());
    }

    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            Kling kling,
            UsageStore usage,
            JobStore jobs,
            Ledger ledger,
            Reconciliations outcomes,
            EventLog log,
            InstantSource clock,
            Routes routes) {
        return new ReconcileHandler(
                new Reconciliation(
                        new KlingBooks(kling),
                        new GatewayBooks(usage, jobs),
                        new Correct(ledger),
                        outcomes,
                        DEAREST_UNIT,
                        clock),
                log,
                clock,
                Duration.ofDays(90),
                routes);
    }

    static Reconciliation reconciliation(TestGateway gateway, Kling kling) {
        return reconciliation(gateway, kling, gateway.usage, gateway.jobs, gateway.ledger);
    }

    static Reconciliation reconciliation(
            TestGateway gateway, Kling kling, UsageStore usage, JobStore jobs, Ledger ledger) {
        return new Reconciliation(
                new KlingBooks(kling),
                new GatewayBooks(usage, jobs),
                new Correct(ledger),
                gateway.reconciliations,
                DEAREST_UNIT,
                gateway.time);
    }
}
