package klinggateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.catalogue.Catalogues;
import klinggateway.generate.TestGenerate;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.keys.Scope;
import klinggateway.kling.SilentKling;
import klinggateway.lifecycle.Start;

/**
 * Orders speech, the typical job that ends at its estimate: no deduction is documented in what Kling answers at once, so here the
 * emulator's answer loses its own.
 */
final class SpeechOrders {

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
                new SilentKling(gateway.kling),
                gateway.tokens,
                keyId -> false,
                gateway.time);
    }

    String key() {
        return key;
    }

    /** A job that has succeeded and is charged ten times what Kling took, as an estimate. */
    Job made() {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate-text-to-speech", key);
        var answer = TestGenerate.on(
                        Catalogues.withDearSpeech(),
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
