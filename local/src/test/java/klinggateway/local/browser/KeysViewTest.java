package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Keys and their budgets, for admins. */
class KeysViewTest {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void a_new_key_is_shown_once_and_works() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?view=keys");
        BROWSER.see("#new-key-name").sendKeys("made by hand");
        BROWSER.see("[name=monthlyBudget]").sendKeys("12.5");

        BROWSER.click("#create-key button");

        String key = BROWSER.read("#secret code", WebElement::getText);
        assertThat(BROWSER.gateway()
                        .get("/api/keys/self", key)
                        .path("monthlyBudget")
                        .asDouble())
                .isEqualTo(12.5);
        BROWSER.click("#secret .primary");
        BROWSER.miss("#secret");
        BROWSER.see(".key", "made by hand");
        assertThat(BROWSER.driver().getPageSource()).doesNotContain(key);
    }

    @Test
    void a_key_is_rotated_and_revoked_after_a_question() {
        String old = BROWSER.gateway().newKey("leaver", "usage");
        String id = old.split("_", -1)[1];
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?view=keys");

        BROWSER.click("#rotate-" + id);
        BROWSER.click("#rotate-yes");
        String rotated = BROWSER.read("#secret code", WebElement::getText);
        BROWSER.click("#secret .primary");
        assertThat(rotated).isNotEqualTo(old).contains(id);
        BROWSER.click("#revoke-" + id);
        BROWSER.see("#revoke", "for good");
        BROWSER.click("#revoke-yes");

        BROWSER.see(".key.ended", "leaver");
        assertThat(BROWSER.driver().findElements(By.id("revoke-" + id))).isEmpty();
    }

    @Test
    void a_budget_shows_what_is_spent_of_it() {
        String key = BROWSER.gateway().newKey("spender", 1, "generate", "read", "usage");
        BROWSER.gateway().post("/api/generate-video", key, "{\"prompt\":\"A boat\",\"duration\":5}");

        BROWSER.signIn(key);

        BROWSER.see(".card:last-child", "21%");
        BROWSER.see(".card:last-child", "$0.21 of $1.00 this month");
    }

    @Test
    void only_admins_see_keys() {
        BROWSER.signIn(BROWSER.gateway().newKey("user", "generate", "read", "usage"), "?view=keys");

        BROWSER.see("#place", "lacks the scope 'admin'");
        assertThat(BROWSER.driver().findElements(By.id("nav-keys"))).isEmpty();
    }
}
