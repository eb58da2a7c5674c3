package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    /** Vector of Kling's own documentation: docs/kling.md, Callbacks. */
    @Test
    void signs_as_the_documented_example() {
        WebhookSignature signature = WebhookSignature.of("whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=");
        String body = "{\"id\":\"1234567890\",\"status\":\"succeeded\",\"message\":\"\","
                + "\"create_time\":1781080778802,\"update_time\":1781080794151}";

        String signed = signature.sign(
                "9876543210", Instant.ofEpochSecond(1_781_080_794L), body.getBytes(StandardCharsets.UTF_8));

        assertThat(signed).isEqualTo("v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=");
    }

    @Test
    void refuses_a_secret_without_its_prefix() {
        assertThatThrownBy(() -> WebhookSignature.of("dGVzdA==")).isInstanceOf(IllegalArgumentException.class);
    }
}
