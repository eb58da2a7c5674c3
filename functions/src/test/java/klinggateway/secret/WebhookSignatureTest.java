package klinggateway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector is that of docs/kling.md, Callbacks, which is Kling's own example. */
class WebhookSignatureTest {

    private static final Secret SECRET = new Secret("whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=");
    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_781_080_794);
    private static final String RIGHT = "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=";
    private static final String WRONG = "v1,AsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=";
    private static final byte[] BODY =
            "{\"id\":\"1234567890\",\"status\":\"succeeded\",\"message\":\"\",\"create_time\":1781080778802,\"update_time\":1781080794151}"
                    .getBytes(UTF_8);

    private final WebhookSignature signature = WebhookSignature.of(SECRET).orElseThrow();

    @Test
    void klings_own_example_is_right() {
        assertThat(signature.isRight(headers("webhook-signature", RIGHT), BODY, SIGNED_AT))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RIGHT + " " + WRONG,
                WRONG + " " + RIGHT,
                "v2,else v1, " + RIGHT,
            })
    void one_right_signature_among_several_is_enough(String given) {
        assertThat(signature.isRight(headers("webhook-signature", given), BODY, SIGNED_AT))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook-signature | " + WRONG,
                "webhook-signature | " + WRONG + " " + WRONG,
                "webhook-signature | UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=",
                "webhook-signature | v1a,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=",
                "webhook-signature | v1,",
                "webhook-signature | ''",
                "webhook-id | 9876543211",
                "webhook-timestamp | 1781080795",
                "webhook-timestamp | ''",
                "webhook-timestamp | +1781080794",
                "webhook-timestamp | 1781080794.0",
                "webhook-timestamp | 99999999999999999999",
            })
    void what_is_signed_otherwise_is_wrong(String name, String value) {
        assertThat(signature.isRight(headers(name, value), BODY, SIGNED_AT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void a_header_that_is_missing_is_wrong_but_still_a_claim(String name) {
        Map<String, String> headers = new HashMap<>(headers("webhook-signature", RIGHT));
        headers.remove(name);

        assertThat(signature.isRight(headers, BODY, SIGNED_AT)).isFalse();
        assertThat(WebhookSignature.isClaimedBy(headers)).isTrue();
        assertThat(WebhookSignature.isClaimedBy(Map.of("content-type", "application/json")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false"})
    void a_signature_is_good_for_five_minutes_in_either_direction(int secondsLater, boolean isRight) {
        Instant now = SIGNED_AT.plus(Duration.ofSeconds(secondsLater));

        assertThat(signature.isRight(headers("webhook-signature", RIGHT), BODY, now))
                .isEqualTo(isRight);
    }

    @Test
    void every_byte_of_the_body_counts() {
        for (int i = 0; i < BODY.length; i++) {
            byte[] changed = BODY.clone();
            changed[i] ^= 1;

            assertThat(signature.isRight(headers("webhook-signature", RIGHT), changed, SIGNED_AT))
                    .isFalse();
        }
    }

    @Test
    void another_secret_makes_another_signature() {
        WebhookSignature other =
                WebhookSignature.of(new Secret("whsec_YW5vdGhlcg==")).orElseThrow();

        assertThat(other.isRight(headers("webhook-signature", RIGHT), BODY, SIGNED_AT))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_not base64", "dGVzdA==", "WHSEC_dGVzdA=="})
    void what_is_no_secret_of_kling_s_verifies_nothing(String text) {
        assertThat(WebhookSignature.of(new Secret(text))).isEmpty();
    }

    private static Map<String, String> headers(String name, String value) {
        Map<String, String> headers = new HashMap<>(
                Map.of("webhook-id", "9876543210", "webhook-timestamp", "1781080794", "webhook-signature", RIGHT));
        headers.put(name, value);
        return headers;
    }
}
