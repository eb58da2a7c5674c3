package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What is to come, and what should not have come: the days ahead, what is unusual, and what budgets will be by their end. */
class ForesightTest {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static String nightOwl = "";
    private static String twoNights = "";
    private static String unlucky = "";

    @BeforeAll
    static void record() {
        nightOwl = BROWSER.gateway().newKey("night owl", "record", "usage");
        twoNights = BROWSER.gateway().newKey("two nights", "record", "usage");
        unlucky = BROWSER.gateway().newKey("unlucky", "record", "usage");
        Stream.of(nightOwl, twoNights, unlucky).forEach(ForesightTest::recordDearDay);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant yesterday = now.minus(1, ChronoUnit.DAYS);
        post(twoNights, IntStream.range(0, 12).mapToObj(at -> event("yesterday-" + at, yesterday, "1")));
        post(
                unlucky,
                IntStream.rangeClosed(1, 90)
                        .mapToObj(at -> event("fine-" + at, now.minus(at % 30 + 1, ChronoUnit.DAYS), "0.3")));
        post(unlucky, IntStream.range(0, 20).mapToObj(at -> failure("failed-" + at, now)));
        BROWSER.gateway().compact();
    }

    @Test
    void the_chart_goes_on_with_the_days_ahead_and_they_can_be_hidden() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&mode=std");
        BROWSER.see(".legend", "Forecast");

        BROWSER.click("#main-numbers");

        // The last that is shown: a quarter of thirty days are eight.
        JsonNode day = BROWSER.gateway()
                .get("/api/usage-forecast?mode=std", BROWSER.gateway().adminKey())
                .at("/days/8");
        BROWSER.see(".numbers tr:last-child th", "(forecast)");
        BROWSER.see(".numbers tr:last-child td:last-child", told(day));
        assertThat(BROWSER.driver().executeScript("return document.querySelectorAll('.numbers tbody tr').length"))
                .isEqualTo(30L + 8);
        assertThat(BROWSER.traffic().requests().stream()
                        .filter(request -> request.getPath().equals("/api/usage-forecast")))
                .hasSize(1);
        BROWSER.click("#show-ahead");
        BROWSER.seeUrl("ahead=hidden");
        BROWSER.miss(".legend .ahead");
        BROWSER.driver().navigate().refresh();
        BROWSER.see("#show-ahead");
        BROWSER.miss(".legend .ahead");
    }

    @Test
    void a_day_ahead_is_told_at_the_keyboard() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&range=7d");
        BROWSER.see(".legend .ahead");

        BROWSER.driver().executeScript("document.querySelector('.chart').focus()");
        new Actions(BROWSER.driver()).sendKeys(Keys.END).perform();
        BROWSER.see(".tip", "Expected by its end");
        new Actions(BROWSER.driver()).sendKeys(Keys.ARROW_RIGHT).perform();

        BROWSER.see(".tip", "(forecast)");
        BROWSER.see(".tip", "In 4 of 5 cases");
    }

    @Test
    void weeks_and_this_month_have_a_band_of_their_own() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&range=90d&granularity=week&mode=std");
        BROWSER.see(".legend", "Forecast");

        BROWSER.click("#main-numbers");

        JsonNode forecast = BROWSER.gateway()
                .get("/api/usage-forecast?mode=std", BROWSER.gateway().adminKey());
        BROWSER.see(
                ".numbers tr:last-child td:last-child",
                told(forecast.path("weeks").get(forecast.path("weeks").size() - 1)));
        BROWSER.open("?zone=UTC&range=month&granularity=month&mode=std");
        BROWSER.see(".legend", "later months are not forecast");
        BROWSER.click("#main-numbers");
        BROWSER.see(".numbers tr:last-child td:last-child", told(forecast.path("month")));
        BROWSER.look(360, "light");
        BROWSER.driver().executeScript("document.querySelector('.chart').focus()");
        new Actions(BROWSER.driver()).sendKeys(Keys.END).perform();
        BROWSER.see(".tip", "Expected by its end");
        assertThat(BROWSER.driver()
                        .executeScript(
                                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
        BROWSER.look(1280, "light");
    }

    private static String told(JsonNode part) {
        return String.format(
                Locale.ROOT,
                "%s (%s to %s)",
                part.at("/cost/expected").asText(),
                part.at("/cost/low").asText(),
                part.at("/cost/high").asText());
    }

    @Test
    void nothing_is_ahead_of_hours_or_of_what_has_ended() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&range=7d&granularity=hour");
        BROWSER.see("#forecast span");

        BROWSER.miss("#show-ahead");
        BROWSER.open("?zone=UTC&range=custom&from=2026-10-01&to=2026-10-20");
        BROWSER.see(".legend button");
        BROWSER.miss("#show-ahead");
    }

    @Test
    void what_is_unusual_is_marked_and_its_sentence_leads_to_it() {
        String id = nightOwl.split("_", -1)[1];
        BROWSER.signIn(nightOwl, "?zone=UTC");

        String sentence = BROWSER.read("#anomalies .link", "'night owl' spent $12", WebElement::getText);
        assertThat(BROWSER.read(".marks button", WebElement::getAccessibleName))
                .startsWith("Unusual, ")
                .contains(sentence);
        assertThat(BROWSER.violations()).isEmpty();
        BROWSER.driver().executeScript("document.querySelector('.marks button').focus()");
        BROWSER.see(".tip", sentence);
        BROWSER.click(".marks button");
        assertThat(BROWSER.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("anomaly-0");
        BROWSER.click("#anomaly-0");

        BROWSER.seeUrl("apiKey=" + id);
        BROWSER.seeUrl("from=" + LocalDate.now(ZoneOffset.UTC));
        BROWSER.see("#anomalies .link", sentence.substring(0, sentence.indexOf(" on ")));
    }

    @Test
    void what_is_unusual_on_days_next_to_each_other_is_one_mark_where_there_is_no_room_for_two() {
        BROWSER.signIn(twoNights, "?zone=UTC");

        BROWSER.see("#anomaly-1");
        assertThat(marks("main")).isEqualTo(2);
        BROWSER.look(360, "light");

        BROWSER.see("#main-mark-29", "2");
        assertThat(marks("main")).isEqualTo(1);
        BROWSER.driver().executeScript("document.querySelector('#main-mark-29').focus()");
        assertThat(BROWSER.read(".tip", WebElement::getText)).contains(" on ").containsPattern("(?s)spent.*spent");
        assertThat(BROWSER.violations()).isEmpty();
        BROWSER.look(1280, "light");
    }

    @Test
    void what_failed_unusually_often_is_marked_where_failures_are_shown() {
        BROWSER.signIn(unlucky, "?zone=UTC");

        assertThat(BROWSER.read("#errors-mark-29", WebElement::getAccessibleName))
                .startsWith("Unusual, ")
                .contains("failed");
        BROWSER.driver().executeScript("document.querySelector('#errors-mark-29').scrollIntoView({ block: 'center' })");
        BROWSER.click("#errors-mark-29");

        assertThat(BROWSER.driver().switchTo().activeElement().getText()).contains("failed");
    }

    private static long marks(String chart) {
        return BROWSER.driver()
                .findElements(By.cssSelector("[id^=" + chart + "-mark-]"))
                .size();
    }

    @Test
    void a_long_range_says_that_only_its_end_is_looked_at() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC&range=90d");

        BROWSER.see("#anomalies", "what was before is not looked at");
    }

    @Test
    void a_months_budget_shows_what_is_expected_of_it() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?view=keys&zone=UTC");

        BROWSER.see(".key .outlook", "Expected by ");
        BROWSER.see(".budget-bar .limit");
        assertThat(BROWSER.read(".budget-bar:has(.whisker)", found -> found.getAttribute("aria-valuetext")))
                .contains("expected $");
    }

    /** A job a day for three weeks, and a dozen dear ones now. */
    private static void recordDearDay(String key) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Stream<String> usual = IntStream.rangeClosed(1, 21)
                .mapToObj(back -> event("usual-" + back, now.minus(back, ChronoUnit.DAYS), "0.3"));
        Stream<String> today = IntStream.range(0, 12).mapToObj(at -> event("now-" + at, now, "1"));
        post(key, Stream.concat(usual, today));
    }

    private static void post(String key, Stream<String> events) {
        BROWSER.gateway()
                .post("/api/usage-analytics", key, events.collect(Collectors.joining(",", "{\"events\":[", "]}")));
    }

    private static String failure(String id, Instant at) {
        return "{\"eventId\":\"%s\",\"occurredAt\":\"%s\",\"kind\":\"text2video\",\"model\":\"kling-v2-6\",\"status\":\"failed\","
                        .formatted(id, at)
                + "\"reason\":\"content\"}";
    }

    private static String event(String id, Instant at, String cost) {
        return "{\"eventId\":\"%s\",\"occurredAt\":\"%s\",\"kind\":\"text2video\",\"model\":\"kling-v2-6\",\"cost\":%s}"
                .formatted(id, at, cost);
    }
}
