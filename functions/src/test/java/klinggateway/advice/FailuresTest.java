package klinggateway.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What fails, and pictures that are refused. */
class FailuresTest {

    @Test
    void a_reason_that_keeps_a_model_failing_is_told_with_what_it_took() {
        Past past = new Past().videos("kling-v2-6", "std", 5, 70, 300).failed("kling-v2-6", "content", 30, 0);

        List<Advice> advice = past.advice("failing");

        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.savingMicroUsd()).isEmpty();
            assertThat(one.evidence())
                    .containsEntry("failed", 30L)
                    .containsEntry("ended", 100L)
                    .containsEntry("share", new BigDecimal("0.3000"))
                    .containsEntry("charged", "$0.00")
                    .containsEntry("hoursAtKling", new BigDecimal("0.5"));
            assertThat(one.sentence()).contains("30 of 100", "30%", "charged nothing", "0.5 hours", "Reword");
            assertThat(one.link()).endsWith("&model=kling-v2-6&status=failed");
        });
    }

    @Test
    void what_failures_were_charged_is_what_they_would_save() {
        Past past = new Past().failed("kling-v2-6", "outcomeUnknown", 8, 1_680_000);

        List<Advice> advice = past.advice("failing");

        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.savingMicroUsd()).contains(1_680_000L);
            assertThat(one.sentence()).contains("charged $1.68");
        });
    }

    @Test
    void reasons_are_told_one_by_one() {
        Past past = new Past().failed("kling-v2-6", "content", 6, 0).failed("kling-v2-6", "unavailable", 6, 0);

        assertThat(past.advice("failing"))
                .extracting(Advice::id)
                .containsExactly("failing-kling-v2-6-content", "failing-kling-v2-6-unavailable");
    }

    @Test
    void few_failures_and_a_small_share_of_them_are_left_alone() {
        Past few = new Past().failed("kling-v2-6", "content", 4, 0);
        Past smallShare = new Past().videos("kling-v2-6", "std", 5, 900, 300).failed("kling-v2-6", "content", 90, 0);

        assertThat(few.advice("failing")).isEmpty();
        assertThat(smallShare.advice("failing")).isEmpty();
    }

    @Test
    void pictures_of_the_wrong_size_are_told_once_with_what_to_do() {
        Past past = new Past().failed("kling-v2-6", "imageSize", 3, 0).failed("kling-v3", "imageSize", 7, 0);

        List<Advice> advice = past.advice();

        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("imageSizes");
            assertThat(one.evidence()).containsEntry("refused", 10L).containsEntry("charged", "$0.00");
            assertThat(one.sentence()).contains("10 jobs", "300 pixels", "2.5 times");
        });
    }

    @Test
    void two_pictures_are_a_slip() {
        Past past = new Past().failed("kling-v2-6", "imageSize", 2, 0);

        assertThat(past.advice()).isEmpty();
    }
}
