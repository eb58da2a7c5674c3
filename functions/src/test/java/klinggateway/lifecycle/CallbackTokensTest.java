package klinggateway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import klinggateway.job.JobId;
import klinggateway.secret.DerivedSecrets;
import klinggateway.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTokensTest {

    private static final JobId ID = JobId.of(Instant.parse("2026-11-24T13:00:00Z"), 1);
    private static final JobId OTHER = JobId.of(Instant.parse("2026-11-24T13:00:00Z"), 2);

    private final CallbackTokens tokens = tokens("gateway-secret");

    @Test
    void a_token_names_its_job() {
        assertThat(tokens.verify(tokens.of(ID))).contains(ID);
    }

    @Test
    void a_token_for_one_job_opens_no_other() {
        String signature = tokens.of(ID).substring(tokens.of(ID).indexOf('.'));

        assertThat(tokens.verify(OTHER.text() + signature)).isEmpty();
    }

    @Test
    void another_gateways_token_is_refused() {
        assertThat(tokens.verify(tokens("another-secret").of(ID))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "job_1p3y5sd400000", "job_1p3y5sd400000.", "job_1p3y5sd400000.!!", "x.AAAA"})
    void nonsense_is_refused(String token) {
        assertThat(tokens.verify(token)).isEmpty();
    }

    private static CallbackTokens tokens(String secret) {
        return new CallbackTokens(new DerivedSecrets(() -> new Secret(secret)));
    }
}
