package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chromium.ChromiumNetworkConditions;

/** Whoever looks, whatever with, and whatever happens: light and dark, narrow and wide, offline and hidden. */
class PeopleTest {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @AfterEach
    void look_as_usual() {
        BROWSER.look(1280, "light");
    }

    @ParameterizedTest
    @CsvSource({
        "usage, light, .legend button, .heat td",
        "usage, dark, .legend button, .heat td",
        "patterns, light, .heat .shade-6, .multiples canvas",
        "patterns, dark, .heat .shade-6, .multiples canvas",
        "jobs, light, #jobs a, #jobs .state",
        "jobs, dark, #jobs a, #jobs .state",
        "order, light, #price, #send:enabled",
        "order, dark, #price, #send:enabled",
        "keys, light, .key, .meter",
        "keys, dark, .key, .meter",
        "alerts, light, #firing p, #rules .panel",
        "alerts, dark, #firing p, #rules .panel",
        "advice, light, .advice li, .saving",
        "advice, dark, .advice li, .saving",
        "status, light, #warnings, .meter",
        "status, dark, #warnings, .meter"
    })
    void every_view_is_usable_by_all_and_on_a_telephone(String view, String scheme, String one, String other) {
        BROWSER.look(1280, scheme);
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&view=" + view);
        BROWSER.see(one);
        BROWSER.see(other);

        BROWSER.screenshot(view + "-" + scheme);
        assertThat(BROWSER.violations()).isEmpty();
        BROWSER.look(360, scheme);
        await("nothing is wider than the window")
                .atMost(Browser.PATIENCE)
                .until(
                        () -> BROWSER.driver()
                                .executeScript("return document.documentElement.scrollWidth <= innerWidth"),
                        Boolean.TRUE::equals);
        BROWSER.screenshot(view + "-" + scheme + "-360");
    }

    @Test
    void the_sign_in_form_is_usable_by_all() {
        BROWSER.open();
        BROWSER.see("#key");

        assertThat(BROWSER.violations()).isEmpty();
    }

    @Test
    void a_failed_question_is_told_and_what_was_shown_stays() {
        BROWSER.expectError("ERR_INTERNET_DISCONNECTED");
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC");
        String spend = BROWSER.read(".card:first-child .value", "$", WebElement::getText);

        ChromiumNetworkConditions offline = new ChromiumNetworkConditions();
        offline.setOffline(true);
        BROWSER.driver().setNetworkConditions(offline);
        try {
            BROWSER.see("#trouble", "does not answer");
            BROWSER.see("#trouble", "Trying again in 10 s");
            assertThat(BROWSER.read(".card:first-child .value", WebElement::getText))
                    .isEqualTo(spend);
        } finally {
            BROWSER.driver().deleteNetworkConditions();
        }
        BROWSER.driver().executeScript("document.dispatchEvent(new Event('visibilitychange'))");

        BROWSER.miss("#trouble p");
    }

    @Test
    void a_hidden_tab_asks_nothing() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&view=status");
        BROWSER.see("#warnings");

        BROWSER.driver().executeScript("""
                        Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
                        document.dispatchEvent(new Event("visibilitychange"));
                        """);
        BROWSER.see("#freshness", "paused");
        long asked = questions();

        await().during(Duration.ofSeconds(6)).atMost(Browser.PATIENCE).until(() -> questions() == asked);
        BROWSER.driver().executeScript("""
                        delete document.hidden;
                        document.dispatchEvent(new Event("visibilitychange"));
                        """);
        await().atMost(Browser.PATIENCE).until(() -> questions() > asked);
    }

    @Test
    void a_refresh_that_brings_nothing_new_moves_nothing() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&range=custom&from=2026-10-01&to=2026-10-31");
        BROWSER.see(".card:first-child .value", "$");
        BROWSER.see(".heat td");
        BROWSER.see("#anomalies", "in this range");
        BROWSER.driver().executeScript("""
                        window.changes = [];
                        new MutationObserver((all) => window.changes.push(...all.map((one) => one.target.id || one.target.className)))
                          .observe(document.getElementById("usage"), { childList: true, subtree: true, attributes: true });
                        """);
        long asked = questions();

        await().atMost(Browser.PATIENCE).until(() -> questions() > asked + 1);

        assertThat(BROWSER.driver().executeScript("return window.changes")).isEqualTo(List.of());
    }

    private static long questions() {
        return BROWSER.traffic().requests().stream()
                .map(URI::getPath)
                .filter(path -> path.startsWith("/api/"))
                .count();
    }
}
