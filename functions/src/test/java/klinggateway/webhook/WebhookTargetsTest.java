package klinggateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetsTest {

    static final List<String> BY_THEIR_TEXT = HostileUrls.BY_THEIR_TEXT;
    static final List<String> ADDRESSES = HostileUrls.ADDRESSES;

    @ParameterizedTest
    @FieldSource("BY_THEIR_TEXT")
    void what_shows_that_it_is_not_public_is_refused(String url) {
        assertThat(WebhookTargets.PUBLIC.refusal(url)).isPresent();
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void no_name_may_lead_to_a_private_address(String address) {
        InetAddress[] resolved = {InetAddress.ofLiteral(address)};

        assertThat(WebhookTargets.PUBLIC.reachable(resolved)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://EXAMPLE.com/Hook?a=b&c=%2F",
                "HTTPS://example.com/",
                "https://example.com:443/",
                "https://example.com:8443/a//b",
                "https://a-b.c3.example.co.uk/",
                "https://xn--exmple-cua.com/",
                "https://1password.com/",
                "https://127.0.0.1.nip.io/",
                "https://8.8.8.8/",
                "https://[2606:4700:4700::1111]/"
            })
    void a_public_url_is_taken(String url) {
        assertThat(WebhookTargets.PUBLIC.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2600:1f00::1",
                "2a00::1"
            })
    void a_public_address_beside_a_private_network_may_be_connected_to(String address) {
        InetAddress[] resolved = {InetAddress.ofLiteral(address)};

        assertThat(WebhookTargets.PUBLIC.reachable(resolved)).containsExactly(resolved);
    }

    @Test
    void of_a_name_with_several_addresses_the_public_ones_are_left() {
        InetAddress[] resolved = {
            InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("::1")
        };

        assertThat(WebhookTargets.PUBLIC.reachable(resolved)).containsExactly(InetAddress.ofLiteral("8.8.8.8"));
    }

    @Test
    void the_bootstrap_key_has_no_secret_to_sign_with() {
        assertThat(WebhookTargets.PUBLIC.refusal("https://example.com/", "admin"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("POST /api/keys"));
        assertThat(WebhookTargets.PUBLIC.refusal("https://example.com/", "key123456789"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1234/hook", "http://localhost:8080/", "https://10.0.0.1/"})
    void on_one_machine_everything_may_be_called(String url) {
        assertThat(WebhookTargets.ANY.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://a:b@127.0.0.1/", "127.0.0.1", "http://127.0.0.1/\n"})
    void but_it_has_to_be_a_url(String url) {
        assertThat(WebhookTargets.ANY.refusal(url)).isPresent();
    }
}
