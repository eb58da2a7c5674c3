package klinggateway.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import klinggateway.local.lambda.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchFailuresTest {

    private static final Set<String> IDS = Set.of("a", "b", "c");

    @Test
    void takes_the_reported_messages() {
        assertThat(reported("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}"))
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":[]}", "{\"batchItemFailures\":null}"})
    void takes_an_empty_answer_as_a_success_of_all(String output) {
        assertThat(reported(output)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"id\":\"a\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"z\"}]}"
            })
    void takes_a_wrong_answer_as_a_failure_of_all(String output) {
        assertThat(reported(output)).isEqualTo(IDS);
    }

    @Test
    void takes_an_error_as_a_failure_of_all() {
        assertThat(BatchFailures.of(new Invocation.Failed("x", "y"), IDS, true)).isEqualTo(IDS);
    }

    @Test
    void looks_at_no_answer_of_a_source_without_reports() {
        var output = "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}".getBytes(StandardCharsets.UTF_8);

        assertThat(BatchFailures.of(new Invocation.Returned(output), IDS, false))
                .isEmpty();
    }

    private static Set<String> reported(String output) {
        return BatchFailures.of(new Invocation.Returned(output.getBytes(StandardCharsets.UTF_8)), IDS, true);
    }
}
