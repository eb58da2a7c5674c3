package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DashboardTest {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void a_key_shows_what_it_has_used() {
        String key = BROWSER.gateway().newKey("team", "generate", "read", "usage");
        String job = BROWSER.gateway()
                .post("/api/generate-video", key, "{\"prompt\":\"A paper boat\",\"duration\":5}")
                .path("jobId")
                .asText();

        BROWSER.signIn(key);

        assertThat(BROWSER.see("main", job).getText()).contains("$0.21");
        BROWSER.screenshot("usage");
        assertThat(BROWSER.violations()).isEmpty();
    }

    @Test
    void a_wrong_key_is_told_so_and_can_be_typed_again() {
        BROWSER.expectError("status of 401");

        BROWSER.signIn("kg_nobody_" + "x".repeat(43));

        BROWSER.see("[role=alert]", "AUTH_FAILED");
        assertThat(BROWSER.see("#key").isEnabled()).isTrue();
        BROWSER.screenshot("wrong-key");
    }

    @Test
    void everybody_can_use_the_form_that_asks_for_a_key() {
        BROWSER.open();

        BROWSER.see("#key");

        BROWSER.screenshot("sign-in");
        assertThat(BROWSER.violations()).isEmpty();
    }

    @Test
    void the_page_and_all_it_needs_come_from_the_gateway_and_are_loaded_once() {
        BROWSER.open();
        BROWSER.see("#key");

        assertThat(BROWSER.traffic().requests())
                .extracting(URI::getPath)
                .contains("/")
                .anyMatch(path -> path.matches("/assets/[0-9a-f]{12}/dashboard.css"))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_a_job_has_made_may_be_shown_wherever_kling_keeps_it() {
        String key = BROWSER.gateway().newKey("painter", "generate", "read", "usage");
        String job = BROWSER.gateway()
                .post("/api/generate-image", key, "{\"prompt\":\"A paper boat\"}")
                .path("jobId")
                .asText();
        String picture = await().until(
                        () -> BROWSER.gateway()
                                .get("/api/jobs/" + job, key)
                                .at("/images/0/url")
                                .asText(),
                        url -> !url.isEmpty());
        BROWSER.mayAsk(BROWSER.gateway().kling());
        BROWSER.open();

        Object outcome = BROWSER.driver().executeAsyncScript("""
                        const [url, done] = arguments;
                        const image = new Image();
                        image.onload = () => done("shown");
                        image.onerror = () => done("refused");
                        image.src = url;
                        """, picture);

        assertThat(outcome).isEqualTo("shown");
    }

    @Test
    void a_script_from_elsewhere_is_refused() {
        BROWSER.expectError("Content Security Policy");
        BROWSER.open();

        BROWSER.driver().executeAsyncScript("""
                        const script = document.createElement("script");
                        script.src = "https://elsewhere.example/script.js";
                        script.onerror = arguments[arguments.length - 1];
                        document.head.append(script);
                        """);

        assertThat(BROWSER.traffic().requests()).extracting(URI::getHost).doesNotContain("elsewhere.example");
    }
}
