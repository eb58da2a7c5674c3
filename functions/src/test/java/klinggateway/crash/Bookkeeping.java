package klinggateway.crash;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.alert.InMemoryReconciliations;
import klinggateway.analytics.TestAnalytics;
import klinggateway.log.EventLog;
import klinggateway.reconcile.TestReconcile;

/** What is written about usage past the lives of jobs. As in {@link World}, each call is one invocation in a new process. */
final class Bookkeeping {

    private Bookkeeping() {}

    /** Compares what jobs are charged with Kling's records, as every day. */
    static void reconcile(World world) {
        world.invoke(sandbox -> TestReconcile.on(
                        sandbox.kling,
                        sandbox.usage,
                        sandbox.jobs,
                        sandbox.ledger,
                        new InMemoryReconciliations(),
                        EventLog.SILENT,
                        sandbox.time,
                        sandbox.routes())
                .handleRequest(new APIGatewayV2HTTPEvent(), new TestContext()));
    }

    /** Records what was made elsewhere. */
    static void record(World world, String key, String event) {
        TestContext context = new TestContext();
        APIGatewayV2HTTPEvent request = world.buyers.request("generate", key);
        request.setRouteKey("POST /api/usage-analytics");
        request.setBody(event);
        Optional<APIGatewayV2HTTPResponse> response = world.invoke(sandbox -> TestAnalytics.on(
                        world.gateway, sandbox.externalUsage, sandbox.keys, sandbox.time, sandbox.routes())
                .handleRequest(request, context));
        world.errors.addAll(context.log);
        response.filter(answer -> answer.getStatusCode() == 200)
                .ifPresent(answer ->
                        world.recorded.add(Events.body(answer).path("eventId").asText()));
    }
}
