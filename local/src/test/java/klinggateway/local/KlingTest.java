package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KlingTest {

    @Test
    void what_the_environment_knows_of_the_real_one_becomes_its_endpoint_and_its_secret() throws Exception {
        Kling kling = Kling.real(
                "https://api-singapore.klingai.com/",
                Map.of("KLING_API_KEY", "k\"e\\y", "KLING_WEBHOOK_SECRET", " whsec_dGVzdA==\n", "HOME", "/root"));

        assertThat(kling.endpoint()).isEqualTo("https://api-singapore.klingai.com");
        assertThat(new ObjectMapper().readTree(kling.secret()))
                .isEqualTo(new ObjectMapper()
                        .createObjectNode()
                        .put("KLING_API_KEY", "k\"e\\y")
                        .put("KLING_WEBHOOK_SECRET", "whsec_dGVzdA=="));
    }

    @Test
    void a_pair_of_keys_will_do_and_no_webhook_secret_is_needed() {
        Kling kling = Kling.real(
                "https://api-singapore.klingai.com",
                Map.of("KLING_ACCESS_KEY", "access", "KLING_SECRET_KEY", "secret"));

        assertThat(kling.credential()).isEqualTo(Map.of("KLING_ACCESS_KEY", "access", "KLING_SECRET_KEY", "secret"));
    }
}
