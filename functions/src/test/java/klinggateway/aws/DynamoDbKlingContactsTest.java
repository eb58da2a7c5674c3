package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import klinggateway.StandIn;
import klinggateway.TestGateway;
import klinggateway.kling.KlingContacts;
import klinggateway.kling.KlingContacts.Contact;
import klinggateway.kling.KlingContacts.Failed;
import klinggateway.kling.KlingContacts.Last;
import klinggateway.kling.KlingContacts.Request;
import klinggateway.kling.KlingError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StandIn.class)
class DynamoDbKlingContactsTest {

    private static final Instant AT = Instant.parse("2026-11-24T13:00:00.123Z");
    private static final Failed REFUSED = new Failed(
            new Contact(AT, Request.CREATE),
            new KlingError(429, Optional.of(1102), "Account balance not enough", Optional.of("r-1")));
    private static final Failed SILENT = new Failed(
            new Contact(AT.plusSeconds(9), Request.FIND), new KlingError(0, Optional.empty(), "", Optional.empty()));

    private final TestGateway gateway;
    private final KlingContacts contacts;

    DynamoDbKlingContactsTest(StandIn aws) {
        gateway = new TestGateway(aws);
        contacts = gateway.contacts;
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void before_the_first_contact_there_is_none() {
        assertThat(contacts.last()).isEqualTo(new Last(Optional.empty(), Optional.empty()));
    }

    @Test
    void another_process_reads_what_one_has_told() {
        Contact success = new Contact(AT, Request.ASK);
        contacts.succeeded(success);
        contacts.failed(REFUSED);

        KlingContacts other = new DynamoDbKlingContacts(gateway.dynamoDb(), "AdmissionTable", gateway.random);

        assertThat(other.last()).isEqualTo(new Last(Optional.of(success), Optional.of(REFUSED)));
    }

    @Test
    void a_newer_contact_leaves_nothing_of_the_one_before() {
        contacts.succeeded(new Contact(AT, Request.ASK));
        contacts.failed(REFUSED);

        contacts.succeeded(new Contact(AT.plusSeconds(1), Request.FIND));
        contacts.failed(SILENT);

        assertThat(contacts.last())
                .isEqualTo(new Last(Optional.of(new Contact(AT.plusSeconds(1), Request.FIND)), Optional.of(SILENT)));
    }
}
