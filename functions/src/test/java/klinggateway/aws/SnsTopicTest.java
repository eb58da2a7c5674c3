package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import klinggateway.emulators.aws.SnsEmulator;
import klinggateway.secret.Secret;
import org.junit.jupiter.api.Test;

class SnsTopicTest {

    private static final String ARN = "arn:aws:sns:us-east-1:000000000000:AlarmTopic";

    @Test
    void publishes_as_it_is_told() {
        try (SnsEmulator sns = SnsEmulator.start();
                AwsClients clients = clients(sns.endpoint())) {
            Optional<String> error = new SnsTopic(clients.sns(), ARN).publish("A subject", "One line\nand another: ü");

            assertThat(error).isEmpty();
            assertThat(sns.published())
                    .containsExactly(new SnsEmulator.Published(ARN, "A subject", "One line\nand another: ü"));
        }
    }

    @Test
    void what_sns_refuses_is_told_and_not_thrown() {
        try (SnsEmulator sns = SnsEmulator.start();
                AwsClients clients = clients(sns.endpoint())) {
            Optional<String> error = new SnsTopic(clients.sns(), "no topic").publish("A subject", "A text");

            assertThat(error)
                    .get()
                    .asString()
                    .startsWith("SNS did not take it: ")
                    .contains("TopicArn");
        }
    }

    private static AwsClients clients(URI sns) {
        return new AwsClients(new AwsClients.Access(
                "us-east-1",
                Optional.of(new AwsClients.Credentials("test", new Secret("test"))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(sns)));
    }
}
