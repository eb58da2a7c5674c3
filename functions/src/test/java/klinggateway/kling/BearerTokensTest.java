package klinggateway.kling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import klinggateway.kling.KlingCredential.KeyPair;
import klinggateway.secret.Secret;
import org.junit.jupiter.api.Test;

class BearerTokensTest {

    private static final KeyPair PAIR = new KeyPair("AKtestAccessKey0001", new Secret("SKtestSecretKey0001"));

    /** The token vector of docs/kling.md, Credentials. */
    private static final String TOKEN =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJBS3Rlc3RBY2Nlc3NLZXkwMDAxIiwiZXhwIjoxNzAwMDAxODAwLCJuYmYiOjE2OTk5OTk5OTV9.FOR7Zxo3CX8goAk8T5EjR6UQLUQKHCai8MJyFjJOivo";

    @Test
    void a_token_is_signed_as_kling_documents_it() {
        String token = BearerTokens.sign(PAIR, Instant.ofEpochSecond(1_700_000_000));

        assertThat(token).isEqualTo(TOKEN);
    }

    @Test
    void a_token_is_kept_until_a_minute_before_it_ends() {
        Instant[] now = {Instant.ofEpochSecond(1_700_000_000)};
        BearerTokens tokens = new BearerTokens(() -> now[0]);
        String first = tokens.tokenFor(PAIR);

        now[0] = now[0].plus(Duration.ofMinutes(29)).minusSeconds(1);
        assertThat(tokens.tokenFor(PAIR)).isEqualTo(first);

        now[0] = now[0].plusSeconds(1);
        assertThat(tokens.tokenFor(PAIR)).isNotEqualTo(first);
    }

    @Test
    void a_rotated_key_pair_signs_at_once() {
        BearerTokens tokens = new BearerTokens(() -> Instant.ofEpochSecond(1_700_000_000));
        String first = tokens.tokenFor(PAIR);

        assertThat(tokens.tokenFor(new KeyPair("AKtestAccessKey0001", new Secret("another"))))
                .isNotEqualTo(first);
    }

    @Test
    void nothing_prints_a_secret() {
        assertThat(PAIR.toString()).doesNotContain("SKtestSecretKey0001");
        assertThat(new KlingCredential.ApiKey(new Secret("hush")).toString()).doesNotContain("hush");
    }
}
