package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import klinggateway.TestGateway;
import klinggateway.emulators.kling.Misbehaviour;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.keys.Scope;
import klinggateway.kling.KlingContacts.Contact;
import klinggateway.kling.KlingContacts.Failed;
import klinggateway.kling.KlingContacts.Request;
import klinggateway.kling.KlingError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The state of the gateway is told as the OpenAPI document says, whatever state that is. */
class DescribedSystemStatusTest {

    private final Api api = new Api();
    private final UsageRoute route = new UsageRoute(api, "/api/system-status");
    private final TestGateway gateway = api.gateway;
    private final String key = gateway.newKey("reader", Scope.USAGE);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void the_state_is_described_empty_and_full() {
        Api.body(200, route.get(Map.of(), key));
        Api.body(200, route.get(Map.of(), Api.ADMIN));
        fill();

        JsonNode full = Api.body(200, route.get(Map.of(), Api.ADMIN));

        assertThat(full.path("warnings").size()).isGreaterThan(2);
        assertThat(full.at("/pools/video").has("oldestOpenAt")).isTrue();
        Api.body(200, route.get(Map.of(), key));
        Api.body(400, route.get(Map.of("surprise", "1"), key));

        route.assertRefusalsAndAllSeen(key);
    }

    private void fill() {
        Failure unpaid = new Failure(ErrorClass.PAYMENT, "Buy a pack.", Optional.empty(), false);
        Contact contact = new Contact(gateway.time.instant(), Request.FIND);
        gateway.contacts.succeeded(contact);
        gateway.contacts.failed(
                new Failed(contact, new KlingError(503, Optional.of(5001), "Unavailable", Optional.of("r-1"))));
        gateway.order("A boat");
        gateway.accepted("Another boat");
        gateway.time.pass(Duration.ofHours(2));
        gateway.slots.pause(Pool.VIDEO, gateway.time.instant().plusSeconds(60), new Slots.Pause.AccountRefused(unpaid));
        gateway.emulator.misbehave(Misbehaviour.next("code=1102"));
    }
}
