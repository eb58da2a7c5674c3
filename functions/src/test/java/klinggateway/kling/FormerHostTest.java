package klinggateway.kling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormerHostTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://api.klingai.com", "https://API.klingai.com/", "http://api.klingai.com:443"})
    void whoever_asks_there_is_told_the_new_address(String endpoint) {
        assertThat(FormerHost.advice(URI.create(endpoint)))
                .hasValueSatisfying(advice -> assertThat(advice).contains(endpoint, "api-singapore.klingai.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api-singapore.klingai.com",
                "https://api-beijing.klingai.com",
                "https://api.klingai.com.example.org",
                "http://127.0.0.1:9000"
            })
    void other_addresses_need_no_advice(String endpoint) {
        assertThat(FormerHost.advice(URI.create(endpoint))).isEmpty();
    }
}
