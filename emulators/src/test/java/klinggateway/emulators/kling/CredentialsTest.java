package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import klinggateway.emulators.kling.Rig.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final String ACCESS = "AKtestAccessKey0001";
    private static final String SECRET = "SKtestSecretKey0001";

    private final Rig rig = Rig.with(builder -> builder.accessKey(ACCESS, SECRET));

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {TEXT2VIDEO, "/tasks?task_ids=1", "/account/costs?start_time=0&end_time=1"})
    void a_static_key_opens_every_path(String path) {
        rig.get(path).isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {TEXT2VIDEO, "/v1/images/generations", "/account/costs?start_time=0&end_time=1"})
    void a_signed_token_opens_the_older_paths(String path) {
        asked(path, "Bearer " + token(ACCESS, SECRET, 1800, -5)).isOk();
    }

    @Test
    void a_signed_token_is_refused_on_the_newer_paths() {
        Reply reply = asked("/tasks?task_ids=1", "Bearer " + token(ACCESS, SECRET, 1800, -5));

        assertThat(reply.isRefused(401, 1002).message()).contains("API key");
    }

    /** The token was made outside of this project, with these keys, for this time: docs/kling.md, Credentials. */
    @Test
    void accepts_a_token_signed_by_somebody_else() {
        rig.time.setSeconds(1_700_000_000L);

        asked(
                        TEXT2VIDEO,
                        "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
                                + ".eyJpc3MiOiJBS3Rlc3RBY2Nlc3NLZXkwMDAxIiwiZXhwIjoxNzAwMDAxODAwLCJuYmYiOjE2OTk5OTk5OTV9"
                                + ".FOR7Zxo3CX8goAk8T5EjR6UQLUQKHCai8MJyFjJOivo")
                .isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {TEXT2VIDEO, "/tasks?task_ids=1"})
    void a_missing_header_is_1001(String path) {
        asked(path, "").isRefused(401, 1001);
    }

    @Test
    void another_scheme_is_1002() {
        asked(TEXT2VIDEO, "Basic abc").isRefused(401, 1002);
    }

    @Test
    void an_unknown_key_is_a_malformed_token_on_the_older_paths_and_1000_on_the_newer() {
        assertThat(asked(TEXT2VIDEO, "Bearer nonsense").isRefused(401, 1002).message())
                .isEqualTo("The token was expected to have 3 parts, but got 0");
        asked("/tasks?task_ids=1", "Bearer nonsense").isRefused(401, 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "..", "e30.e30.e30", "!.!.!"})
    void three_parts_of_nonsense_are_not_let_in(String token) {
        Reply reply = asked(TEXT2VIDEO, "Bearer " + token);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isIn(1000, 1002);
    }

    @Test
    void a_wrong_secret_or_an_unknown_access_key_is_1000() {
        asked(TEXT2VIDEO, "Bearer " + token(ACCESS, "another", 1800, -5)).isRefused(401, 1000);
        asked(TEXT2VIDEO, "Bearer " + token("another", SECRET, 1800, -5)).isRefused(401, 1000);
    }

    @Test
    void a_token_for_later_is_1003_and_one_that_is_over_1004() {
        asked(TEXT2VIDEO, "Bearer " + token(ACCESS, SECRET, 1800, 60)).isRefused(401, 1003);
        asked(TEXT2VIDEO, "Bearer " + token(ACCESS, SECRET, -1, -1800)).isRefused(401, 1004);
    }

    @Test
    void a_token_without_an_end_is_1002() {
        String token = signed("{\"iss\":\"" + ACCESS + "\"}", SECRET);

        asked(TEXT2VIDEO, "Bearer " + token).isRefused(401, 1002);
    }

    private Reply asked(String path, String authorization) {
        return rig.send("GET", path, "", authorization);
    }

    private String token(String access, String secret, long endsIn, long startsIn) {
        long now = rig.time.instant().getEpochSecond();
        return signed(
                "{\"iss\":\"" + access + "\",\"exp\":" + (now + endsIn) + ",\"nbf\":" + (now + startsIn) + "}", secret);
    }

    private static String signed(String claims, String secret) {
        String text = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
