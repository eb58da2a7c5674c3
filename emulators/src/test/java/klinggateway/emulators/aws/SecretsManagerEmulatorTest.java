package klinggateway.emulators.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class SecretsManagerEmulatorTest {

    private static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:door";

    @Test
    void gives_the_value_of_a_secret() {
        try (var emulator = SecretsManagerEmulator.start(Map.of(ARN, "sesame"));
                var client = client(emulator)) {
            var secret = client.getSecretValue(r -> r.secretId(ARN));

            assertThat(secret.secretString()).isEqualTo("sesame");
            assertThat(secret.arn()).isEqualTo(ARN);
        }
    }

    @Test
    void gives_the_newest_value() {
        try (var emulator = SecretsManagerEmulator.start(Map.of(ARN, "sesame"));
                var client = client(emulator)) {
            emulator.put(ARN, "poppy");

            assertThat(client.getSecretValue(r -> r.secretId(ARN)).secretString())
                    .isEqualTo("poppy");
        }
    }

    @Test
    void says_that_a_secret_is_unknown() {
        try (var emulator = SecretsManagerEmulator.start(Map.of());
                var client = client(emulator)) {
            assertThatThrownBy(() -> client.getSecretValue(r -> r.secretId(ARN)))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @Test
    void refuses_other_operations() {
        try (var emulator = SecretsManagerEmulator.start(Map.of());
                var client = client(emulator)) {
            assertThatThrownBy(client::listSecrets)
                    .isInstanceOf(SecretsManagerException.class)
                    .hasMessageContaining("ListSecrets");
        }
    }

    private static SecretsManagerClient client(SecretsManagerEmulator emulator) {
        return SecretsManagerClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
