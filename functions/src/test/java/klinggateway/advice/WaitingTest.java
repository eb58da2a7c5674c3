package klinggateway.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {

    @Test
    void hours_of_waiting_are_told_by_pool_with_what_a_slot_would_take_away() {
        Past past = new Past()
                .waited("video", "kling-v2-6", Duration.ofMinutes(10), 30)
                .waited("video", "kling-v3", Duration.ofMinutes(10), 30)
                .waited("video", "kling-v2-6", Duration.ofSeconds(1), 40)
                .waited("image", "kling-v3", Duration.ofSeconds(1), 1_000);

        List<Advice> advice = past.advice();

        // Ten hours, of which a histogram is off by a seventh at most; a sixth slot takes away a sixth.
        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo("waiting-video");
            assertThat(one.savingMicroUsd()).isEmpty();
            assertThat(one.evidence())
                    .containsEntry("jobs", 100L)
                    .containsEntry("waited", 60L)
                    .containsEntry("slots", 5)
                    .containsEntry("shareSavedByOneMore", new BigDecimal("0.1667"));
            assertThat((BigDecimal) one.evidence().get("hoursWaited"))
                    .isCloseTo(BigDecimal.TEN, within(new BigDecimal("1.5")));
            assertThat(one.sentence()).contains("60 of 100", "5 slots", "16.7%");
            assertThat(one.link()).endsWith("&productType=video");
        });
    }

    @Test
    void try_ons_have_a_pool_of_their_own() {
        Past past = new Past().waited("image", "kolors-virtual-try-on-v1-5", Duration.ofMinutes(10), 30);

        assertThat(past.advice()).extracting(Advice::id).containsExactly("waiting-tryOn");
    }

    @Test
    void short_waits_and_few_of_them_are_left_alone() {
        Past brief = new Past().waited("video", "kling-v2-6", Duration.ofSeconds(50), 1_000);
        Past few = new Past().waited("video", "kling-v2-6", Duration.ofMinutes(10), 4);

        assertThat(brief.advice()).isEmpty();
        assertThat(few.advice()).isEmpty();
    }
}
