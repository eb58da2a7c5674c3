package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What is firing, and the rules that say what to look for; for admins. */
class AlertsViewTest {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void a_rule_of_the_gateways_own_is_switched_off_and_on() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?view=alerts");
        BROWSER.see("#firing");
        BROWSER.see(".rule", "all keys together");

        BROWSER.click("#on-pack-expiry");
        BROWSER.see(".rule.off");
        assertThat(rule("pack-expiry").path("on").asBoolean()).isFalse();
        BROWSER.click("#on-pack-expiry");
        BROWSER.miss(".rule.off");
        BROWSER.click("#delete-pack-expiry");
        BROWSER.click("#delete-rule-yes");

        BROWSER.miss("#delete-pack-expiry");
        assertThat(rule("pack-expiry").has("changedAt")).isFalse();
    }

    @Test
    void a_rule_is_made_tried_changed_and_deleted() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?view=alerts");
        BROWSER.see("#rule-name").sendKeys("long queue of videos");
        BROWSER.click("#rule-kind option[value=queueWait]");
        BROWSER.click("#rule-pool option[value=video]");
        retype("#rule-above", "5");
        BROWSER.see("#rule-webhookUrl").sendKeys("https://example.com/hook");

        BROWSER.click("#rule-form .primary");

        assertThat(BROWSER.read("#secret code", WebElement::getText)).startsWith("whsec_");
        BROWSER.click("#secret .primary");
        BROWSER.see(".rule", "pool Video, longer than 5 min");
        String id = own().path("id").asText();
        assertThat(own().at("/condition/above").asInt()).isEqualTo(300);
        BROWSER.click("#test-" + id);
        BROWSER.see(".outcome li", "Webhook: not delivered");
        BROWSER.click("#edit-" + id);
        BROWSER.see("#rule-form", "Change 'long queue of videos'");
        retype("#rule-above", "10");
        BROWSER.click("#rule-form .primary");
        BROWSER.see(".rule", "longer than 10 min");
        assertThat(BROWSER.driver().findElements(By.id("secret"))).isEmpty();
        BROWSER.click("#rotate-" + id);
        BROWSER.click("#rotate-rule-yes");
        assertThat(BROWSER.read("#secret code", WebElement::getText)).startsWith("whsec_");
        assertThat(own().path("generation").asInt()).isEqualTo(2);
        BROWSER.click("#secret .primary");
        BROWSER.click("#delete-" + id);
        BROWSER.click("#delete-rule-yes");
        BROWSER.miss("#delete-" + id);
    }

    @Test
    void what_the_api_refuses_is_told_beside_its_field() {
        BROWSER.expectError("status of 400");
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?view=alerts");
        BROWSER.see("#rule-name").sendKeys("at nothing");
        retype("#rule-percent", "0");

        BROWSER.click("#rule-form .primary");

        BROWSER.see("#rule-percent-wrong", "1");
        assertThat(BROWSER.read("#rule-percent", found -> found.getAttribute("aria-invalid")))
                .isEqualTo("true");
    }

    @Test
    void what_is_firing_is_counted_beside_the_link() {
        String key = BROWSER.gateway().newKey("tight", 1, "generate", "read", "usage");
        for (int order = 0; order < 3; order++) {
            BROWSER.gateway().post("/api/generate-video", key, "{\"prompt\":\"A boat\",\"duration\":5}");
        }
        await().atMost(Duration.ofSeconds(90))
                .until(() -> alerts().path("firing").size() > 0);

        BROWSER.signIn(BROWSER.gateway().adminKey(), "?view=alerts");

        BROWSER.see("#nav-alerts .badge");
        BROWSER.see(".alert.firing", "Since ");
        assertThat(BROWSER.read("#nav-alerts", WebElement::getAccessibleName)).endsWith(" firing");
        BROWSER.open("?view=order");
        BROWSER.see("#nav-alerts .badge");
        // From now on the gateway cannot be asked for alerts, and it is time to ask.
        BROWSER.driver()
                .executeScript(
                        "const now = Date.now; Date.now = () => now() + 31_000;"
                                + "const ask = window.fetch; window.fetch = (path, how) =>"
                                + " String(path).startsWith('/api/alerts') ? Promise.reject(new TypeError('away')) : ask(path, how);");
        BROWSER.see("#nav-alerts .badge.old");
        assertThat(BROWSER.read("#nav-alerts", WebElement::getAccessibleName)).endsWith(" were firing a while ago");
        assertThat(BROWSER.violations()).isEmpty();
    }

    @Test
    void only_admins_see_alerts() {
        BROWSER.signIn(BROWSER.gateway().newKey("user", "generate", "read", "usage"), "?view=alerts");

        BROWSER.see("#place", "lacks the scope 'admin'");
        assertThat(BROWSER.driver().findElements(By.id("nav-alerts"))).isEmpty();
    }

    private static void retype(String selector, String text) {
        BROWSER.see(selector).clear();
        BROWSER.see(selector).sendKeys(text);
    }

    private static JsonNode alerts() {
        return BROWSER.gateway().get("/api/alerts", BROWSER.gateway().adminKey());
    }

    private static JsonNode rule(String id) {
        return BROWSER.gateway().get("/api/alerts/" + id, BROWSER.gateway().adminKey());
    }

    /** The one that was made by hand. */
    private static JsonNode own() {
        for (JsonNode rule : alerts().path("rules")) {
            if (rule.path("name").asText().equals("long queue of videos")) {
                return rule;
            }
        }
        throw new AssertionError("it is not there");
    }
}
