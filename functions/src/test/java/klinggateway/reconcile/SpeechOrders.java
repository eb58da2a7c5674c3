package klinggateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Proxy;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Catalogues;
import klinggateway.generate.TestGenerate;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.kling.Kling.Creation.Answered;
import klinggateway.kling.KlingTask;
import klinggateway.kling.KlingTask.Deduction;
import klinggateway.lifecycle.Start;

/**
 * Orders speech, the typical job that ends at its estimate: no deduction is documented in what Kling answers at once, so here the
 * emulator's answer loses its own.
 */
final class SpeechOrders {

    /** Ten times too dear: Kling takes 0.05 units. */
    private static final Catalogue TOO_DEAR = Catalogues.edited(root -> {
        for (JsonNode model : root.path("models")) {
            for (JsonNode offer : model.path("offers")) {
                if (offer.path("kinds").toString().contains("text-to-speech")) {
                    ((ObjectNode) offer.path("prices").path(0)).put("units", "0.5");
                }
            }
        }
    });

    private final TestGateway gateway;
    private final String key;
    private final Start start;

    SpeechOrders(TestGateway gateway) {
        this.gateway = gateway;
        this.key = gateway.newKey(TestGateway.KEY_ID, Scope.GENERATE, Scope.READ, Scope.USAGE);
        this.start = new Start(
                gateway.jobs,
                gateway.ledger,
                gateway.slots,
                gateway.queue,
                silent(gateway.kling),
                gateway.tokens,
                keyId -> false,
                gateway.time);
    }

    /** Kling that does not say what it took. */
    private static Kling silent(Kling real) {
        return (Kling) Proxy.newProxyInstance(
                Kling.class.getClassLoader(), new Class<?>[] {Kling.class}, (proxy, method, given) -> {
                    Object answer = method.invoke(real, given);
                    return answer instanceof Answered(var task) ? new Answered(withoutDeduction(task)) : answer;
                });
    }

    private static KlingTask withoutDeduction(KlingTask task) {
        return new KlingTask(
                task.id(),
                task.status(),
                task.message(),
                task.createdAt(),
                task.updatedAt(),
                task.outputs(),
                task.details(),
                new Deduction(Optional.empty(), Optional.empty()),
                task.requestId());
    }

    String key() {
        return key;
    }

    /** A job that has succeeded and is charged ten times what Kling took, as an estimate. */
    Job made() {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate-text-to-speech", key);
        var answer = TestGenerate.on(
                        TOO_DEAR,
                        gateway.kling,
                        gateway.slots,
                        gateway.jobs,
                        gateway.accept,
                        start,
                        gateway.ledger,
                        gateway.time,
                        gateway.routes())
                .handleRequest(event, new TestContext());
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        String id = Events.body(answer).path("jobId").asText();
        Job job = gateway.job(JobId.parse(id).orElseThrow());
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.charge()).isEqualTo(job.quote().estimate());
        return job;
    }
}
