package klinggateway.keys;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import klinggateway.TestGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as callers make them, signed here by hand and not by the library that the gateway uses. */
class KeyTokensTest {

    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final Duration LONGEST_EFFECT = Duration.ofSeconds(30);

    private final TestGateway gateway = new TestGateway();
    private final KeyCalls calls = KeyCalls.of(gateway);
    private final JsonNode boss = made();
    private final String accessKey = boss.path("accessKey").asText();
    private final String secretKey = boss.path("secretKey").asText();
    private final Instant start = gateway.time.instant();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_token_signed_with_the_secret_key_opens_what_the_key_opens() {
        assertThat(answer(usual(secretKey)).getStatusCode()).isEqualTo(200);

        calls.change(accessKey, "{\"scopes\":[\"read\"]}");
        gateway.time.pass(LONGEST_EFFECT);

        assertThat(answer(usual(secretKey)).getStatusCode()).isEqualTo(403);
    }

    @Test
    void a_token_works_until_right_before_it_expires() {
        String token = usual(secretKey);

        gateway.time.moveTo(start.plus(Duration.ofMinutes(30)).minusMillis(1));
        assertThat(answer(token).getStatusCode()).isEqualTo(200);
        gateway.time.moveTo(start.plus(Duration.ofMinutes(30)));
        assertRefused(answer(token), "expired");
        gateway.time.moveTo(start.plus(Duration.ofMinutes(31)));
        assertRefused(answer(token), "expired");
    }

    @Test
    void a_token_works_from_the_moment_it_says() {
        long now = start.getEpochSecond();
        String token = signed(HEADER, claims(accessKey, now + 60, now + 1), secretKey, "HmacSHA256");

        assertRefused(answer(token), "not valid yet");
        gateway.time.moveTo(start.plusSeconds(1));
        assertThat(answer(token).getStatusCode()).isEqualTo(200);
    }

    @Test
    void a_token_signed_with_another_keys_secret_is_refused() {
        JsonNode other = made();

        assertRefused(answer(usual(other.path("secretKey").asText())), "signature");
    }

    @Test
    void a_token_whose_claims_were_changed_after_it_was_signed_is_refused() {
        String[] parts = usual(secretKey).split("\\.", -1);
        String later = base64(claims(accessKey, start.getEpochSecond() + 999_999, 0));

        assertRefused(answer(parts[0] + "." + later + "." + parts[2]), "signature");
    }

    @Test
    void an_expired_token_with_a_wrong_signature_is_told_only_about_its_signature() {
        gateway.time.pass(Duration.ofHours(1));

        assertRefused(answer(usual("not the secret key, but as long as one must be at the least")), "signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS512", "HS384"})
    void only_hs256_is_taken_however_right_the_rest_is(String algorithm) {
        long now = start.getEpochSecond();
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
        String mac = algorithm.equals("none") ? "" : "HmacSHA" + algorithm.substring(2);

        String signed = signed(header, claims(accessKey, now + 60, now), secretKey, mac);
        String asIfHs256 = signed(header, claims(accessKey, now + 60, now), secretKey, "HmacSHA256");

        assertRefused(answer(signed), "HS256");
        assertRefused(answer(asIfHs256), "HS256");
    }

    @Test
    void a_token_without_an_end_is_refused() {
        String token = signed(HEADER, "{\"iss\":\"" + accessKey + "\"}", secretKey, "HmacSHA256");

        assertRefused(answer(token), "'exp'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a.b.c", "eyJhbGciOiJIUzI1NiJ9.W10.AAAA", "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOjF9.AAAA"})
    void what_only_looks_like_a_token_is_refused(String token) {
        assertRefused(answer(token), "HS256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuchkey", "admin", "", "NO KEY AT ALL"})
    void a_token_of_no_key_that_can_have_tokens_is_refused(String issuer) {
        String token = signed(HEADER, claims(issuer, start.getEpochSecond() + 60, 0), secretKey, "HmacSHA256");

        assertRefused(answer(token), "'iss' is unknown");
    }

    @Test
    void the_bootstrap_key_has_no_tokens_even_for_who_knows_its_secret() {
        long end = start.getEpochSecond() + 60;

        assertRefused(
                answer(signed(HEADER, claims("admin", end, 0), TestGateway.ADMIN_SECRET, "HmacSHA256")),
                "'iss' is unknown");
    }

    @Test
    void tokens_of_the_old_generation_work_until_the_grace_ends() {
        String fresh = body(calls.rotate(accessKey, "{\"graceMinutes\":10}"))
                .path("secretKey")
                .asText();
        gateway.time.pass(LONGEST_EFFECT);

        assertThat(fresh).isNotEqualTo(secretKey);
        assertThat(answer(usual(fresh)).getStatusCode()).isEqualTo(200);
        assertThat(answer(usual(secretKey)).getStatusCode()).isEqualTo(200);
        gateway.time.moveTo(start.plus(Duration.ofMinutes(10)));
        assertThat(answer(usual(fresh)).getStatusCode()).isEqualTo(200);
        assertRefused(answer(usual(secretKey)), "signature");
    }

    @Test
    void tokens_of_a_revoked_key_end_within_half_a_minute() {
        assertThat(answer(usual(secretKey)).getStatusCode()).isEqualTo(200);

        calls.revoke(accessKey);
        gateway.time.pass(LONGEST_EFFECT);

        assertRefused(answer(usual(secretKey)), "revoked");
    }

    private JsonNode made() {
        return body(calls.create("{\"name\":\"boss\",\"scopes\":[\"admin\"]}"));
    }

    private APIGatewayV2HTTPResponse answer(String token) {
        return calls.list(token);
    }

    private void assertRefused(APIGatewayV2HTTPResponse response, String reason) {
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(401);
        assertThat(body(response).path("code").asText()).isEqualTo("AUTH_FAILED");
        assertThat(body(response).path("detail").asText()).contains(reason);
        assertThat(response.getBody()).doesNotContain(secretKey);
    }

    /** A token as Kling's own clients make them: good for half an hour, and since five seconds ago. */
    private String usual(String secret) {
        long now = start.getEpochSecond();
        return signed(HEADER, claims(accessKey, now + 1_800, now - 5), secret, "HmacSHA256");
    }

    private static String claims(String issuer, long end, long begin) {
        return "{\"iss\":\"" + issuer + "\",\"exp\":" + end + ",\"nbf\":" + begin + "}";
    }

    /** @param algorithm of the JDK; empty for no signature */
    private static String signed(String header, String claims, String secret, String algorithm) {
        String signed = base64(header) + "." + base64(claims);
        if (algorithm.isEmpty()) {
            return signed + ".";
        }
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
