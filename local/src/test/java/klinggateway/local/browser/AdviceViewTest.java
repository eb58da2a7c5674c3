package klinggateway.local.browser;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What could be done better. */
class AdviceViewTest {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void what_the_api_recommends_is_listed_and_leads_to_its_evidence() {
        JsonNode first = BROWSER.gateway()
                .get("/api/recommendations", BROWSER.gateway().adminKey())
                .at("/recommendations/0");
        JsonNode cheaper = cheaperModel();
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC");

        BROWSER.click("#nav-advice");

        BROWSER.see(".advice li:first-child h2", first.path("title").asText());
        String id = "#" + cheaper.path("id").asText();
        BROWSER.see(id, cheaper.path("sentence").asText());
        BROWSER.see(id + " .saving", "a month");
        BROWSER.click(id + " a");
        BROWSER.seeUrl("range=custom");
        BROWSER.see(".chip", "Model: " + cheaper.at("/evidence/model").asText());
        BROWSER.see(".chip", "Mode: " + cheaper.at("/evidence/mode").asText());
    }

    @Test
    void a_key_that_has_done_nothing_is_told_that_there_is_nothing() {
        BROWSER.signIn(BROWSER.gateway().newKey("newcomer", "usage"), "?view=advice");

        BROWSER.see("#no-advice", "nothing to advise");
    }

    private static JsonNode cheaperModel() {
        for (JsonNode one : BROWSER.gateway()
                .get("/api/recommendations", BROWSER.gateway().adminKey())
                .path("recommendations")) {
            if (one.path("rule").asText().equals("cheaperModel")) {
                return one;
            }
        }
        throw new AssertionError("the sample has no model that could be cheaper");
    }
}
