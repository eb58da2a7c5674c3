package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The form that orders a job: made from the catalogue, priced before it is sent. */
class OrderViewTest {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void the_price_is_known_before_the_order_and_is_what_it_costs() {
        String key = BROWSER.gateway().newKey("orderer", "generate", "read", "usage");
        BROWSER.signIn(key, "?view=order");
        BROWSER.see("#price", "$0.21");

        select("field-mode", "pro");
        select("field-duration", "10");
        BROWSER.see("#price", "$0.70");
        BROWSER.see("#field-prompt").sendKeys("A paper boat on a quiet lake");
        BROWSER.see("#price", "$0.70");
        BROWSER.click("#send");

        BROWSER.mayAsk(BROWSER.gateway().kling());
        BROWSER.seeUrl("view=job");
        BROWSER.see(".facts", "$0.70");
    }

    @Test
    void what_the_model_cannot_do_is_switched_off_and_says_why() {
        BROWSER.signIn(BROWSER.gateway().newKey("chooser", "generate", "read"), "?view=order");
        BROWSER.see("#price", "$0.21");

        assertThat(BROWSER.see("#field-sound").isEnabled()).isFalse();
        BROWSER.see("#why-sound", "in mode pro only");
        select("field-mode", "pro");
        assertThat(BROWSER.see("#field-sound").isEnabled()).isTrue();
        select("order-model", "kling-v2-5-turbo");
        BROWSER.see("#why-sound", "makes no sound");
        assertThat(BROWSER.see("#field-sound").isEnabled()).isFalse();
    }

    @Test
    void a_field_that_is_wrong_says_what_is_allowed() {
        BROWSER.signIn(BROWSER.gateway().newKey("mistaken", "generate", "read"), "?view=order");
        BROWSER.expectError("status of 400");
        BROWSER.see("#price", "$");
        select("order-kind", "image2video");

        BROWSER.see("#field-image").sendKeys("file:///etc/passwd");

        BROWSER.see("[data-field=image] .wrong");
        assertThat(BROWSER.see("#send").isEnabled()).isFalse();
    }

    @Test
    void an_order_over_the_budget_is_refused_and_says_so() {
        String key = BROWSER.gateway().newKey("poor", 0, "generate", "read");
        BROWSER.signIn(key, "?view=order");
        BROWSER.expectError("status of 402");
        BROWSER.see("#price", "$0.21");
        BROWSER.see("#field-prompt").sendKeys("A paper boat");
        BROWSER.see("#price", "$0.21");

        BROWSER.click("#send");

        BROWSER.see("#order-message", "RATE_LIMIT_EXCEEDED");
    }

    @Test
    void a_key_that_may_not_order_sees_prices_only() {
        BROWSER.signIn(BROWSER.gateway().newKey("reader", "read"), "?view=order");

        BROWSER.see("#price", "$0.21");

        assertThat(BROWSER.see("#send").isEnabled()).isFalse();
        assertThat(BROWSER.read("#send", found -> found.getAttribute("title"))).contains("generate");
    }

    private static void select(String id, String value) {
        BROWSER.click("#" + id + " option[value='" + value + "']");
    }
}
