package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Getting in, and what the page may load. */
class DashboardTest {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void a_wrong_key_is_told_so_and_can_be_typed_again() {
        BROWSER.expectError("status of 401");
        BROWSER.open();

        BROWSER.see("#key").sendKeys("kg_nobody_" + "x".repeat(43) + "\n");

        BROWSER.see("#key-message", "not known here");
        assertThat(BROWSER.see("#key").isEnabled()).isTrue();
        assertThat(BROWSER.driver().executeScript("return sessionStorage.length"))
                .isEqualTo(0L);
    }

    @Test
    void a_key_without_the_scope_is_told_which_one_it_lacks() {
        String recorder = BROWSER.gateway().newKey("recorder", "record");

        BROWSER.signIn(recorder);

        BROWSER.see("#place", "lacks the scope 'usage'");
    }

    @Test
    void the_key_is_in_no_url_and_is_forgotten_by_signing_out() {
        String key = BROWSER.gateway().newKey("visitor", "usage");
        BROWSER.signIn(key);
        BROWSER.see(".card .value", "$");
        assertThat(BROWSER.url()).doesNotContain("kg_");
        assertThat(BROWSER.traffic().requests()).extracting(URI::toString).noneMatch(url -> url.contains("kg_"));

        BROWSER.click("#sign-out");

        BROWSER.see("#key");
        assertThat(BROWSER.driver().executeScript("return sessionStorage.length + localStorage.length"))
                .isEqualTo(0L);
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
        String picture = await().atMost(Browser.PATIENCE)
                .until(
                        () -> BROWSER.gateway()
                                .get("/api/jobs/" + job, key)
                                .at("/images/0/url")
                                .asText(),
                        url -> !url.isEmpty());
        BROWSER.mayAsk(BROWSER.gateway().kling());

        BROWSER.signIn(key, "?view=job&id=" + job);

        BROWSER.see("figure img");
        await().atMost(Browser.PATIENCE)
                .until(
                        () -> BROWSER.driver()
                                .executeScript("return document.querySelector('figure img').naturalWidth > 0"),
                        Boolean.TRUE::equals);
        assertThat(BROWSER.read("figure img", found -> found.getAttribute("src")))
                .isEqualTo(picture);
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
