package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.WebElement;

/** The list of jobs, and one job: live, filtered, page by page, and safe from what others have written. */
class JobsViewTest {

    private static final String HOSTILE =
            "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>\" onclick=\"window.hacked=1";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void a_running_job_changes_before_one_s_eyes() {
        String key = BROWSER.gateway().newKey("watcher", "generate", "read", "usage");
        BROWSER.signIn(key, "?view=jobs");
        BROWSER.see("#jobs .none");

        String job = order(key, "A paper boat");

        BROWSER.see("#jobs a", job);
        BROWSER.see("#jobs .state", "Succeeded");
        BROWSER.click("#jobs a");
        BROWSER.seeUrl(job);
        BROWSER.mayAsk(BROWSER.gateway().kling());
        BROWSER.see("video");
        assertThat(BROWSER.read(".timeline", WebElement::getText))
                .contains("Ordered", "Sent to Kling", "Taken by Kling", "Completed at Kling");
        assertThat(BROWSER.read(".facts", WebElement::getText)).contains("Settled", "$0.21", "A paper boat");
    }

    @Test
    void a_duplicate_is_told_in_the_list_and_leads_to_the_first() {
        String key = BROWSER.gateway().newKey("hasty", "generate", "read", "usage");
        String first = order(key, "A paper boat, sent twice");
        String second = order(key, "A paper boat, sent twice");

        BROWSER.signIn(key, "?view=jobs");
        BROWSER.see("#jobs tbody tr:first-child", "duplicate");
        assertThat(BROWSER.read("#jobs tbody tr:last-child", WebElement::getText))
                .contains(first)
                .doesNotContain("duplicate");
        BROWSER.mayAsk(BROWSER.gateway().kling());
        BROWSER.click("#to-" + second);
        BROWSER.see(".facts", "Duplicate of");
        BROWSER.click("#to-first");

        BROWSER.seeUrl(first);
        BROWSER.miss("#to-first");
    }

    @Test
    void an_open_job_tells_how_far_it_is() {
        String key = BROWSER.gateway().newKey("waiter", "generate", "read", "usage");
        String job = order(key, "A long wait");

        BROWSER.mayAsk(BROWSER.gateway().kling());
        BROWSER.signIn(key, "?view=job&id=" + job);

        BROWSER.see("progress");
        BROWSER.see(".facts", "until Kling tells what it took");
        BROWSER.see("video");
        BROWSER.miss("progress");
    }

    @Test
    void jobs_are_filtered_and_turned_page_by_page() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?view=jobs&range=90d&zone=UTC");
        BROWSER.see("#jobs a");
        String newest = BROWSER.read("#jobs a", WebElement::getText);

        BROWSER.click("#older");

        BROWSER.seeUrl("cursor=");
        await().atMost(Browser.PATIENCE)
                .until(() -> !BROWSER.read("#jobs a", WebElement::getText).equals(newest));
        BROWSER.driver().navigate().back();
        BROWSER.see("#jobs a", newest);
        BROWSER.open("?view=jobs&range=90d&zone=UTC&status=failed");
        BROWSER.see("#jobs .state.failed");
        BROWSER.miss("#jobs .state.succeeded");
    }

    @Test
    void another_key_s_job_does_not_exist() {
        BROWSER.expectError("status of 404");
        String job = order(BROWSER.gateway().newKey("owner", "generate"), "Mine");

        BROWSER.signIn(BROWSER.gateway().newKey("stranger", "read"), "?view=job&id=" + job);

        BROWSER.see("#trouble", "TASK_NOT_FOUND");
        BROWSER.see("#trouble", "request ");
    }

    @Test
    void what_others_have_written_is_text_and_nothing_else() throws JsonProcessingException {
        BROWSER.expectError("status of 400");
        String key = BROWSER.gateway().newKey(HOSTILE.substring(0, 60), "generate", "read", "usage");
        String json = JsonMapper.builder()
                .build()
                .writeValueAsString(
                        Map.of("prompt", HOSTILE, "duration", 5, "metadata", Map.of("<b>note</b>", HOSTILE)));
        String job = BROWSER.gateway()
                .post("/api/generate-video", key, json)
                .path("jobId")
                .asText();
        BROWSER.mayAsk(BROWSER.gateway().kling());

        BROWSER.signIn(BROWSER.gateway().adminKey(), "?view=job&id=" + job);
        BROWSER.see(".facts", HOSTILE);
        BROWSER.see(".facts", "<b>note</b>");
        BROWSER.open("?view=jobs");
        BROWSER.see("#jobs", HOSTILE.substring(0, 60));
        BROWSER.open("?model=" + URLEncoder.encode(HOSTILE.substring(0, 90), StandardCharsets.UTF_8));
        BROWSER.see(".chip", "<img");

        assertThat(BROWSER.driver().executeScript("return window.hacked === undefined"))
                .isEqualTo(true);
    }

    private static String order(String key, String prompt) {
        return BROWSER.gateway()
                .post("/api/generate-video", key, "{\"prompt\":\"" + prompt + "\",\"duration\":5}")
                .path("jobId")
                .asText();
    }
}
