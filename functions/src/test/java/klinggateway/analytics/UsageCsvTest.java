package klinggateway.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageCsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-1+1", "\t=1", "\r=1"})
    void what_a_spreadsheet_would_carry_out_is_text(String value) {
        assertThat(UsageCsv.quoted(value).replace("\"", "")).startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.40", "0", "12.5", "kling-v3", "2026-11-24T00:00:00Z", ""})
    void numbers_and_words_stay_as_they_are(String value) {
        assertThat(UsageCsv.quoted(value)).isEqualTo(value);
    }

    @Test
    void what_has_a_comma_a_quote_or_a_new_line_is_quoted() {
        assertThat(UsageCsv.quoted("a,\"b\"\n")).isEqualTo("\"a,\"\"b\"\"\n\"");
    }
}
