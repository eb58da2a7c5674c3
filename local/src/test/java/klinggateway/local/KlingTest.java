package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import klinggateway.emulators.template.Template;
import org.junit.jupiter.api.Test;

class KlingTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");

    @Test
    void what_the_environment_knows_of_the_real_one_becomes_parameters_of_the_template() {
        Kling kling = Kling.real(
                "https://api-singapore.klingai.com/",
                Map.of("KLING_API_KEY", "key", "KLING_WEBHOOK_SECRET", " whsec_dGVzdA==\n", "HOME", "/root"));

        assertThat(kling.parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "KlingEndpoint", "https://api-singapore.klingai.com",
                        "KlingApiKey", "key",
                        "KlingWebhookSecret", "whsec_dGVzdA=="));
        assertThat(Template.parameterNames(TEMPLATE))
                .containsAll(kling.parameters().keySet());
    }

    @Test
    void a_pair_of_keys_will_do_and_no_webhook_secret_is_needed() {
        Kling kling = Kling.real(
                "https://api-singapore.klingai.com",
                Map.of("KLING_ACCESS_KEY", "access", "KLING_SECRET_KEY", "secret"));

        assertThat(kling.parameters())
                .containsEntry("KlingAccessKey", "access")
                .containsEntry("KlingSecretKey", "secret")
                .doesNotContainKey("KlingWebhookSecret");
    }
}
