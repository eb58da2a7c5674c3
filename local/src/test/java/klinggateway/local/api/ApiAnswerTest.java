package klinggateway.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAnswerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":1}|{\"a\":1}", "\"hello\"|hello", "[1]|[1]"})
    void takes_what_has_no_status_code_as_the_body_of_a_200(String output, String body) {
        ApiAnswer answer = of(output);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsExactly(new ApiAnswer.Header("content-type", "application/json"));
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"statusCode\":\"abc\"}",
                "{\"statusCode\":99}",
                "{\"statusCode\":200,\"body\":{\"a\":1}}",
                "{\"statusCode\":200,\"body\":\"%%%\",\"isBase64Encoded\":true}"
            })
    void answers_500_to_a_malformed_output(String output) {
        ApiAnswer answer = of(output);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    @Test
    void calls_a_body_without_a_type_plain_text() {
        assertThat(of("{\"statusCode\":204}").headers())
                .containsExactly(new ApiAnswer.Header("content-type", "text/plain; charset=utf-8"));
    }

    private static ApiAnswer of(String output) {
        return ApiAnswer.of(output.getBytes(StandardCharsets.UTF_8));
    }
}
