package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.keys.Key;
import klinggateway.keys.Policy;
import klinggateway.lifecycle.Deadline;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "GZIP | true",
                "gzip, deflate, br, zstd | true",
                "br;q=1.0, gzip;q=0.8, *;q=0.1 | true",
                "gzip ; q=0.5 | true",
                "* | true",
                "*;q=0, gzip | true",
                "gzip;q=0 | false",
                "gzip;q=0.000, * | false",
                "*;q=0 | false",
                "identity | false",
                "br | false",
                "gzipped | false",
                "'' | false"
            })
    void is_compressed_for_those_who_take_gzip(String acceptEncoding, boolean taken) {
        assertThat(Document.takesGzip(acceptEncoding)).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"https://gateway.example.com, true", "http://127.0.0.1:8080, false"})
    void browsers_are_kept_to_https_where_the_gateway_has_it(String baseUrl, boolean kept) {
        Document document = Document.of("text/css", "a {}", Map.of());

        Answer answer = document.answer(callTo(baseUrl));

        assertThat(answer.headers().containsKey("strict-transport-security")).isEqualTo(kept);
    }

    private static Call callTo(String baseUrl) {
        Instant now = Instant.EPOCH;
        return new Call(
                Key.create("nobody", "nobody", "", Set.of(), now, Optional.empty(), Policy.OPEN),
                "GET",
                Map.of(),
                Map.of(),
                Map.of(),
                "",
                false,
                "request",
                Deadline.in(Duration.ofSeconds(1), () -> now),
                _ -> {},
                _ -> {},
                baseUrl);
    }
}
