package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** When the team works, when jobs wait, and whether models get slower. */
class PatternsViewTest {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void what_the_api_finds_is_said_and_drawn() {
        String busiest = BROWSER.gateway()
                .get("/api/usage-patterns", BROWSER.gateway().adminKey())
                .at("/inWords/0")
                .asText();
        assertThat(busiest).startsWith("The busiest hour of the week is ");
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC");

        BROWSER.click("#nav-patterns");

        BROWSER.see(".words", "The busiest hour of the week is ");
        BROWSER.see(".heat caption", "Cost in a usual hour");
        BROWSER.see(".shades", "up to $");
        BROWSER.see("#patterns", "Waiting by hour");
        BROWSER.see(".multiples h3", "Pool video");
        BROWSER.see(".multiples .note", "It was full in ");
        BROWSER.see(".multiples h3", "kling-v3");
        BROWSER.click("#waiting-numbers");
        BROWSER.see(".numbers td", "ms");
    }

    @Test
    void an_hour_is_told_by_arrow_keys_in_cost_or_in_calls() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&view=patterns&measure=calls&range=90d");

        BROWSER.see(".heat caption", "Calls in a usual hour");
        BROWSER.see("#week .scroll").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);

        BROWSER.see("#week .note", "Tue 0:00 – ");
        BROWSER.see("#week .note", "an hour; $");
        BROWSER.click("#measure option[value=cost]");
        BROWSER.seeUrl("view=patterns");
        BROWSER.see(".heat caption", "Cost in a usual hour");
    }

    @Test
    void what_is_not_known_and_what_is_empty_is_said() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&view=patterns&status=succeeded");
        BROWSER.see("#untold", "by product and model and mode only");
        BROWSER.miss("#waiting-numbers");

        BROWSER.open("?zone=UTC&view=patterns&model=nothing");

        BROWSER.see("#no-match", "Nothing matches");
    }
}
