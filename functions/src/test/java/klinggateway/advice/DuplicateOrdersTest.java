package klinggateway.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Videos of kling-v2-6 std cost 21 cents each here. */
class DuplicateOrdersTest {

    private static final String RULE = "duplicateOrders";

    @Test
    void a_key_that_orders_twice_is_told_what_that_cost() {
        Past past = new Past()
                .key("teamvideo", 200, 10, 2_100_000)
                .key("careful", 500, 0, 0)
                .videos("kling-v2-6", "std", 5, 700, 300);

        List<Advice> advice = past.advice(RULE);

        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo("duplicateOrders-teamvideo");
            assertThat(one.savingMicroUsd()).contains(2_100_000L);
            assertThat(one.evidence())
                    .containsEntry("calls", 10L)
                    .containsEntry("cost", "$2.10")
                    .containsEntry("share", new BigDecimal("0.0500"))
                    .containsEntry("keys", List.of("teamvideo"));
            assertThat(one.sentence())
                    .contains("10 of 200 orders", "5%", "$2.10", "variations", "nothing is wrong", "Idempotency-Key");
            assertThat(one.link()).isEqualTo("/?range=custom&from=2026-10-29&to=2026-11-27&zone=UTC&apiKey=teamvideo");
        });
    }

    @Test
    void of_several_keys_together_it_is_told_by_model() {
        Past past = new Past().of("b", "a").duplicates("kling-v2-6", 100, 20, 4_200_000);

        List<Advice> advice = past.advice(RULE);

        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo("duplicateOrders-text2video-kling-v2-6-std");
            assertThat(one.evidence())
                    .containsEntry("model", "kling-v2-6")
                    .containsEntry("calls", 20L)
                    .containsEntry("keys", List.of("a", "b"));
            assertThat(one.link()).contains("apiKey=a&apiKey=b&kind=text2video&mode=std&model=kling-v2-6");
        });
    }

    @Test
    void few_are_no_habit() {
        assertThat(new Past().key("teamvideo", 200, 2, 4_000_000).advice(RULE)).isEmpty();
    }

    @Test
    void what_has_failed_has_cost_nothing() {
        assertThat(new Past().key("teamvideo", 200, 50, 0).advice(RULE)).isEmpty();
        assertThat(new Past().key("teamvideo", 200, 50, 999_999).advice(RULE))
                .as("less than a dollar")
                .isEmpty();
    }

    @Test
    void jobs_without_a_mark_are_none_however_alike() {
        assertThat(new Past()
                        .key("teamvideo", 700, 0, 0)
                        .videos("kling-v2-6", "std", 5, 700, 300)
                        .advice(RULE))
                .isEmpty();
    }

    @Test
    void a_correction_without_its_job_tells_nothing() {
        assertThat(new Past().key("teamvideo", 0, 0, 5_000_000).advice(RULE)).isEmpty();
    }
}
