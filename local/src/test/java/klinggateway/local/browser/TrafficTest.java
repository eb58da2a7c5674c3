package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final URI GATEWAY = URI.create("http://127.0.0.1:8080");

    @Test
    void a_request_to_anybody_else_is_noticed() {
        Traffic traffic = Traffic.of(List.of(
                sent("http://127.0.0.1:8080/assets/1/main.js"),
                sent("data:image/png;base64,AAAA"),
                "{\"message\":{\"method\":\"Network.dataReceived\",\"params\":{}}}",
                sent("http://127.0.0.1:8081/files/1.mp4?Expires=1"),
                sent("wss://elsewhere.example/socket"),
                sent("https://127.0.0.1:8080.elsewhere.example/font.woff2")));

        assertThat(traffic.requests()).hasSize(4);
        assertThat(traffic.past(Set.of(GATEWAY, URI.create("http://127.0.0.1:8081"))))
                .containsExactly(
                        URI.create("wss://elsewhere.example/socket"),
                        URI.create("https://127.0.0.1:8080.elsewhere.example/font.woff2"));
    }

    @Test
    void what_the_policy_of_the_page_refuses_is_not_sent() {
        Traffic traffic = Traffic.of(
                List.of(
                        sent("https://elsewhere.example/script.js"),
                        "{\"message\":{\"method\":\"Network.loadingFailed\","
                                + "\"params\":{\"requestId\":\"id of https://elsewhere.example/script.js\",\"blockedReason\":\"csp\"}}}"));

        assertThat(traffic.requests()).isEmpty();
    }

    private static String sent(String url) {
        return """
                {"message":{"method":"Network.requestWillBeSent","params":{"requestId":"id of %1$s","request":{"url":"%1$s"}}}}
                """.formatted(url);
    }
}
