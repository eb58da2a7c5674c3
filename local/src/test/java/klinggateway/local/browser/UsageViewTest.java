package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What was spent on what, and when: numbers, filters, chart. */
class UsageViewTest {

    private static final String SPEND = ".card:first-child .value";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void its_numbers_are_those_of_the_api() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC");

        JsonNode usage = usage("");
        BROWSER.see(SPEND, dollars(usage));
        assertThat(BROWSER.read(".card:nth-child(2) .value", WebElement::getText)
                        .replace(",", ""))
                .isEqualTo(usage.at("/summary/totalCalls").asText());
        BROWSER.see("#by-apiKey", "team video");
        BROWSER.see(".legend", "kling-v3");
    }

    @Test
    void a_filter_is_in_the_url_and_goes_away_by_its_chip_and_by_going_back() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC");
        BROWSER.see(SPEND, dollars(usage("")));

        choose("mode", "pro");

        BROWSER.seeUrl("mode=pro");
        BROWSER.see(".chip", "Mode: pro");
        BROWSER.see(SPEND, dollars(usage("&mode=pro")));
        BROWSER.driver().navigate().back();
        BROWSER.miss(".chip");
        BROWSER.see(SPEND, dollars(usage("")));
        BROWSER.driver().navigate().forward();
        BROWSER.click(".chip");
        BROWSER.miss(".chip");
        assertThat(BROWSER.url()).doesNotContain("mode=");
    }

    @Test
    void a_link_shows_the_same_to_whoever_opens_it() {
        BROWSER.signIn(
                BROWSER.gateway().adminKey(),
                "?range=90d&zone=Asia%2FKolkata&mode=pro&mode=std&groupBy=mode&measure=calls&granularity=week");

        BROWSER.see(".chip", "Mode: pro");
        BROWSER.see(".chip", "Mode: std");
        BROWSER.see(".legend", "std");
        assertThat(BROWSER.read("#measure", found -> found.getAttribute("value")))
                .isEqualTo("calls");
        assertThat(BROWSER.read("#granularity", found -> found.getAttribute("value")))
                .isEqualTo("week");
        assertThat(BROWSER.read("#zone", found -> found.getAttribute("value"))).isEqualTo("Asia/Kolkata");
    }

    @Test
    void what_a_link_says_wrong_is_ignored() {
        BROWSER.signIn(
                BROWSER.gateway().adminKey(),
                "?range=%3Cscript%3E&zone=Nowhere%2FAtAll&from=2026-13-45&groupBy=password&view=secret");

        BROWSER.see(SPEND, "$");
        BROWSER.seeUrl("zone=UTC");
    }

    @Test
    void a_click_on_a_column_looks_closer_and_one_on_the_legend_filters() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&range=7d&ahead=hidden");
        BROWSER.see(".legend button");

        new Actions(BROWSER.driver())
                .moveToElement(BROWSER.see(".chart .u-over"))
                .perform();
        BROWSER.see(".tip", "Total");
        BROWSER.click(".chart .u-over");

        BROWSER.seeUrl("range=custom");
        BROWSER.seeUrl("granularity=hour");
        BROWSER.driver().navigate().back();
        String model = BROWSER.read(".legend button span", WebElement::getText);
        BROWSER.click(".legend button");
        BROWSER.see(".chip", "Model: " + model);
    }

    @Test
    void it_can_be_used_by_keyboard_alone() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&range=7d");
        BROWSER.see(".legend button");
        BROWSER.driver().navigate().refresh();
        BROWSER.see(".legend button");

        press(Keys.TAB);
        assertThat(focused().getText()).isEqualTo("Skip to content");
        // It is there once what it offers is known, which is asked for after the chart.
        BROWSER.see("#filter-mode");
        BROWSER.driver().executeScript("document.getElementById('filter-mode').focus()");
        press(Keys.ENTER);
        BROWSER.see("#option-mode-0");
        press(Keys.TAB, Keys.SPACE);
        BROWSER.see(".chip", "Mode:");
        assertThat(focused().getAttribute("id")).isEqualTo("option-mode-0");
        press(Keys.ESCAPE);
        BROWSER.miss("#option-mode-0");
        assertThat(focused().getAttribute("id")).isEqualTo("filter-mode");

        BROWSER.driver().executeScript("document.querySelector('.chart').focus()");
        press(Keys.END);
        BROWSER.see(".tip", "(so far)");
        press(Keys.ARROW_LEFT);
        assertThat(BROWSER.read(".tip", WebElement::getText)).doesNotContain("(so far)");
        press(Keys.ENTER);
        BROWSER.seeUrl("range=custom");
    }

    @Test
    void the_chart_can_be_read_as_a_table() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&range=7d&measure=calls&ahead=hidden");
        BROWSER.see(".legend button");

        BROWSER.click("#main-numbers");

        BROWSER.see(".numbers table", "(so far)");
        assertThat(BROWSER.driver().executeScript("return document.querySelectorAll('.numbers tbody tr').length"))
                .isEqualTo(7L);
    }

    @Test
    void its_csv_is_what_the_api_answers_to_the_copied_command() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&range=custom&from=2026-10-01&to=2026-10-20&mode=pro");
        BROWSER.see("#csv");
        BROWSER.driver().executeScript("""
                        window.saved = [];
                        const create = URL.createObjectURL;
                        URL.createObjectURL = (blob) => {
                          blob.arrayBuffer().then((bytes) => window.saved.push(btoa(String.fromCharCode(...new Uint8Array(bytes)))));
                          return create(blob);
                        };
                        navigator.clipboard.writeText = async (text) => void (window.copied = text);
                        """);

        BROWSER.click("#csv");
        BROWSER.click("#copy-curl");

        String saved = (String) await().atMost(Browser.PATIENCE)
                .until(() -> BROWSER.driver().executeScript("return window.saved[0]"), text -> text != null);
        String command = (String) await().atMost(Browser.PATIENCE)
                .until(() -> BROWSER.driver().executeScript("return window.copied"), text -> text != null);
        assertThat(command).contains("mode=pro").contains("Bearer $KEY").doesNotContain("kg_");
        String path = command.replaceFirst("curl -s '" + BROWSER.gateway().url() + "([^']*)'.*", "$1");
        assertThat(new String(Base64.getDecoder().decode(saved), StandardCharsets.UTF_8))
                .isEqualTo(BROWSER.gateway().csv(path, BROWSER.gateway().adminKey()));
    }

    @Test
    void a_newcomer_gets_a_command_that_works() throws IOException, InterruptedException {
        String key = BROWSER.gateway().newKey("newcomer", "generate", "read", "usage");
        BROWSER.signIn(key);
        String command = BROWSER.read("#first-run pre", WebElement::getText);
        assertThat(BROWSER.violations()).isEmpty();

        Process shell = new ProcessBuilder("bash", "-c", command).start();
        try (var in = shell.getOutputStream()) {
            in.write((key + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(answer).contains("\"jobId\"");
        BROWSER.see(SPEND, "$0.21");
        BROWSER.miss("#first-run");
    }

    @Test
    void a_filter_that_nothing_passes_can_be_cleared() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&model=kling-v9");

        BROWSER.see("#no-match", "Nothing matches");
        BROWSER.click("#no-match button");

        BROWSER.miss("#no-match");
        BROWSER.see(SPEND, dollars(usage("")));
    }

    @Test
    void what_it_will_come_to_is_told_while_the_range_ends_now() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&mode=std&range=7d&ahead=hidden");

        JsonNode forecast = BROWSER.gateway()
                .get("/api/usage-forecast?mode=std", BROWSER.gateway().adminKey());
        assertThat(forecast.path("enough").asBoolean()).isTrue();
        BROWSER.see(
                "#forecast",
                "the next 7 days " + forecast.at("/next7Days/cost/expected").asText());

        BROWSER.click(".chart .u-over");

        BROWSER.seeUrl("range=custom");
        BROWSER.miss("#forecast span");
    }

    @Test
    void a_key_is_told_that_it_has_used_too_little_to_forecast() {
        String key = BROWSER.gateway().newKey("beginner", 1, "generate", "read", "usage");
        BROWSER.gateway().post("/api/generate-video", key, "{\"prompt\":\"A boat\",\"duration\":5}");

        BROWSER.signIn(key);

        BROWSER.see("#forecast", "No forecast yet. At least 14 days with use are needed");
    }

    private static JsonNode usage(String filter) {
        String start = LocalDate.now(ZoneOffset.UTC).minusDays(29).toString();
        return BROWSER.gateway()
                .get(
                        "/api/usage-analytics?timeStart=" + start + filter,
                        BROWSER.gateway().adminKey());
    }

    /** What the card shows: dollars and cents. */
    private static String dollars(JsonNode usage) {
        return String.format(
                Locale.ROOT, "$%,.2f", usage.at("/summary/totalCostMicroUsd").asLong() / 1e6);
    }

    private static void choose(String filter, String value) {
        BROWSER.click("#filter-" + filter);
        BROWSER.click(".menu[open] label", value);
    }

    private static void press(CharSequence... keys) {
        new Actions(BROWSER.driver()).sendKeys(keys).perform();
    }

    private static WebElement focused() {
        return BROWSER.driver().switchTo().activeElement();
    }
}
