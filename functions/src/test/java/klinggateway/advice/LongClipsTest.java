package klinggateway.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import klinggateway.usage.Cell;
import org.junit.jupiter.api.Test;

class LongClipsTest {

    private static final String RULE = "longClips";

    @Test
    void the_few_of_ten_seconds_are_told_beside_the_usual_five() {
        Past past = new Past().of("a").videos("kling-v2-6", "std", 5, 90, 300).videos("kling-v2-6", "std", 10, 10, 300);

        List<Advice> advice = past.advice(RULE);

        // Ten videos of 10 s at 0.3 units of 14 cents are $4.20.
        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.savingMicroUsd()).contains(2_100_000L);
            assertThat(one.evidence())
                    .containsEntry("share", new BigDecimal("0.1000"))
                    .containsEntry("calls", 10L)
                    .containsEntry("callsOfHalf", 90L);
            assertThat(one.sentence()).contains("10 of 100", "10%", "where most (90) have 5 seconds", "$4.20");
            assertThat(one.link()).contains("&apiKey=a&duration=10&kind=text2video");
        });
    }

    @Test
    void where_ten_seconds_are_usual_that_is_told_without_the_five() {
        Past past = new Past().videos("kling-v2-6", "std", 5, 25, 300).videos("kling-v2-6", "std", 10, 75, 300);

        List<Advice> advice = past.advice(RULE);

        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.savingMicroUsd()).contains(15_750_000L);
            assertThat(one.sentence()).contains("75 of 100", "75%").doesNotContain("where most");
        });
    }

    @Test
    void what_cannot_be_halved_or_is_little_is_left_alone() {
        Past shortest = new Past().videos("kling-v2-6", "std", 5, 1_000, 300);
        Past odd = new Past().videos("kling-v3", "std", 7, 1_000, 600);
        Past tooShort = new Past().videos("kling-v3", "std", 4, 1_000, 600);
        Past byInput = new Past().made("motion-control", "kling-v2-6", "std", 10, 100, 5_000, Cell.GATEWAY);
        Past few = new Past().videos("kling-v2-6", "std", 10, 4, 300);

        assertThat(List.of(shortest, odd, tooShort, byInput, few))
                .allSatisfy(past -> assertThat(past.advice(RULE)).isEmpty());
    }

    @Test
    void a_correction_of_what_was_made_before_is_no_reason_for_advice() {
        Past past = new Past().corrected("kling-v3", "pro", 10, 50_000_000);

        assertThat(past.advice()).isEmpty();
    }
}
