package klinggateway.kling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KlingCodeTest {

    /** The rows of docs/kling.md, Errors. */
    @Test
    void the_table_has_exactly_the_documented_codes() {
        assertThat(Arrays.stream(KlingCode.values()).mapToInt(KlingCode::number))
                .containsExactly(
                        1000, 1001, 1002, 1003, 1004, 1100, 1101, 1102, 1103, 1200, 1201, 1202, 1203, 1300, 1301, 1302,
                        1303, 1304, 5000, 5001, 5002);
    }

    @ParameterizedTest
    @EnumSource(KlingCode.class)
    void every_row_is_found_by_its_number_and_gives_advice_in_one_sentence(KlingCode row) {
        assertThat(KlingCode.of(row.number())).contains(row);
        assertThat(row.advice()).matches("[A-Z][^.]{20,}\\.");
    }

    @Test
    void another_number_has_no_row() {
        assertThat(KlingCode.of(0)).isEmpty();
        assertThat(KlingCode.of(1305)).isEmpty();
    }
}
