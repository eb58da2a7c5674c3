package klinggateway.kling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlingErrorTest {

    /** The table of docs/kling.md, Errors. */
    @ParameterizedTest
    @CsvSource({
        "401, 1000, CREDENTIAL",
        "401, 1001, CREDENTIAL",
        "401, 1002, CREDENTIAL",
        "401, 1003, CREDENTIAL",
        "401, 1004, CREDENTIAL",
        "429, 1100, PAYMENT",
        "429, 1101, PAYMENT",
        "429, 1102, PAYMENT",
        "403, 1103, PERMISSION",
        "400, 1200, INPUT",
        "400, 1201, INPUT",
        "404, 1202, INPUT",
        "404, 1203, INPUT",
        "400, 1300, CONTENT",
        "400, 1301, CONTENT",
        "429, 1302, RATE",
        "429, 1303, RATE",
        "429, 1304, ADDRESS",
        "500, 5000, UNAVAILABLE",
        "503, 5001, UNAVAILABLE",
        "504, 5002, UNAVAILABLE",
        "400, 9999, INPUT",
        "401, 9999, CREDENTIAL",
        "403, 9999, PERMISSION",
        "429, 9999, RATE",
        "500, 9999, UNAVAILABLE",
    })
    void the_code_decides_who_is_refused(int status, int code, KlingError.Kind kind) {
        KlingError error = new KlingError(status, Optional.of(code), "…", Optional.empty());

        assertThat(error.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"0, UNAVAILABLE", "400, INPUT", "401, CREDENTIAL", "403, PERMISSION", "429, RATE", "502, UNAVAILABLE"})
    void without_a_code_the_http_status_does(int status, KlingError.Kind kind) {
        KlingError error = new KlingError(status, Optional.empty(), "…", Optional.empty());

        assertThat(error.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 1102, resource pack",
        "401, 1304, outgoing addresses",
        "400, 9999, as Kling says",
        "401, 9999, check the Kling credential",
        "403, 9999, another model",
        "503, 9999, finds out by itself",
    })
    void an_unknown_code_gets_the_advice_of_its_http_status(int status, int code, String advice) {
        KlingError error = new KlingError(status, Optional.of(code), "…", Optional.empty());

        assertThat(error.advice()).contains(advice);
    }

    /** The texts of docs/kling.md, Errors. */
    @ParameterizedTest
    @CsvSource({
        "400, 1201, External_task_id job_0000000000001 already exists, true",
        "400, 1201, external_task_id:1 already exists., true",
        "400, 1201, model is not supported, false",
        "400, 1201, Task not found by id/external id: job_0000000000001, false",
        "400, 1201, element_name already exists, false",
        "400, 1301, External_task_id job_0000000000001 already exists, false",
        "500, , External_task_id job_0000000000001 already exists, false",
    })
    void an_external_id_that_is_used_is_told_from_other_wrong_values_by_its_words(
            int status, Integer code, String message, boolean isUsed) {
        KlingError error = new KlingError(status, Optional.ofNullable(code), message, Optional.empty());

        assertThat(error.saysIdIsUsed()).isEqualTo(isUsed);
    }
}
