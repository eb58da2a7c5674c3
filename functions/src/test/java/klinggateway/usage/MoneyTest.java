package klinggateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "0, $0.00",
        "210000, $0.21",
        "3500, $0.0035",
        "1400000, $1.40",
        "30480000, $30.48",
        "100000000000, $100000.00",
        "-1400000, -$1.40",
        "1, $0.000001"
    })
    void dollars_have_two_decimals_and_as_many_as_are_exact(long microUsd, String text) {
        assertThat(Money.dollars(microUsd)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1500, 1.5", "2500, 2.5", "10000, 10", "50, 0.05", "-1500, -1.5"})
    void units_are_exact(long milliUnits, String text) {
        assertThat(Money.units(milliUnits)).hasToString(text);
    }
}
