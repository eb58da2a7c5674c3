package klinggateway.alerts;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.TestGateway;
import klinggateway.account.ResourcePacks;
import klinggateway.alert.AlertStore;
import klinggateway.alert.Rules;
import klinggateway.alert.Topic;
import klinggateway.alert.Watch;
import klinggateway.job.QueueDepths;
import klinggateway.log.EventLog;
import klinggateway.watch.GatewayWatch;
import klinggateway.webhook.Courier;
import klinggateway.webhook.ScriptedCourier;
import klinggateway.webhook.WebhookTargets;

/** The function {@code alerts} on the parts of a test. */
public final class TestAlerts {

    private static final Optional<String> URL = Optional.of("https://gateway.example.com");

    private TestAlerts() {}

    /** With receivers that take everything, and an empty queue. */
    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(TestGateway gateway) {
        return on(gateway, watch(gateway), new ScriptedCourier(), new ScriptedTopic());
    }

    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway, Watch watch, Courier courier, Topic topic) {
        return on(
                gateway,
                gateway.alertRules,
                gateway.alerts,
                watch,
                courier,
                topic,
                gateway.log,
                gateway.time,
                gateway.random);
    }

    /** The same with stores of its own. */
    public static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> on(
            TestGateway gateway,
            Rules rules,
            AlertStore alerts,
            Watch watch,
            Courier courier,
            Topic topic,
            EventLog log,
            InstantSource clock,
            RandomGenerator random) {
        return new AlertsHandler(
                AlertParts.of(
                        rules,
                        alerts,
                        watch,
                        gateway.keys,
                        new Outlets(courier, WebhookTargets.PUBLIC, gateway.alertSecrets, topic, clock),
                        URL,
                        log,
                        random),
                clock,
                gateway.routes());
    }

    /** Looks at the gateway, with an empty queue. */
    public static Watch watch(TestGateway gateway) {
        return new GatewayWatch(new GatewayWatch.Sources(
                gateway.usage,
                gateway.rollups,
                gateway.keys,
                gateway.budgets,
                gateway.jobs,
                () -> QueueDepths.Depths.NONE,
                new ResourcePacks(gateway.kling, gateway.time),
                gateway.reconciliations));
    }
}
