package klinggateway.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import klinggateway.job.Pool;
import org.junit.jupiter.api.Test;

/** What only operators see: packs that expire, and keys that nobody uses. */
class AccountTest {

    private static final Instant IN_TEN_DAYS = Past.TO.plus(Duration.ofDays(10));

    /** Ten days with ten units a day, all of the last ones. */
    private static Past tenUnitsADay() {
        return new Past().since(Past.TO.minus(Duration.ofDays(10))).videos("kling-v2-5-turbo", "pro", 5, 40, 500);
    }

    @Test
    void units_that_will_be_left_over_are_told_with_their_worth() {
        Past past = tenUnitsADay().pack("p1", Pool.VIDEO, "250.5", IN_TEN_DAYS);

        List<Advice> advice = past.advice("expiringPack");

        // 100 of them will be used; 150 at 14 cents are $21.00.
        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.savingMicroUsd()).contains(21_000_000L);
            assertThat(one.evidence())
                    .containsEntry("unitsADay", new BigDecimal("10.0"))
                    .containsEntry("unitsLost", new BigDecimal("150"))
                    .containsEntry("lost", "$21.00");
            assertThat(one.link()).isEqualTo("/?view=status");
        });
    }

    @Test
    void what_an_earlier_pack_takes_is_not_there_for_a_later_one() {
        Past past = tenUnitsADay()
                .pack("late", Pool.VIDEO, "100", IN_TEN_DAYS.plus(Duration.ofDays(5)))
                .pack("early", Pool.VIDEO, "80", IN_TEN_DAYS);

        List<Advice> advice = past.advice("expiringPack");

        // Of 150 units that will be used, the early pack gives 80 and the late one 70 of its 100.
        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo("expiringPack-late");
            assertThat(one.savingMicroUsd()).contains(4_200_000L);
        });
    }

    @Test
    void what_is_lost_in_two_months_is_saved_in_halves() {
        Past past = new Past().pack("p1", Pool.VIDEO, "100", Past.TO.plus(Duration.ofDays(60)));

        assertThat(past.advice()).singleElement().satisfies(one -> {
            assertThat(one.savingMicroUsd()).contains(7_000_000L);
            assertThat(one.evidence()).containsEntry("lost", "$14.00");
        });
    }

    @Test
    void packs_that_will_be_used_up_or_are_over_are_left_alone() {
        Past used = tenUnitsADay().pack("p1", Pool.VIDEO, "100", IN_TEN_DAYS);
        Past over = new Past().pack("p1", Pool.VIDEO, "100", Past.TO);
        Past images = new Past().pack("p1", Pool.IMAGE, "200", IN_TEN_DAYS);

        assertThat(used.advice("expiringPack")).isEmpty();
        assertThat(over.advice()).isEmpty();
        assertThat(images.advice()).as("70 cents").isEmpty();
    }

    @Test
    void unused_keys_are_told_together() {
        Past past = new Past().unused("a").unused("b");

        assertThat(past.advice()).singleElement().satisfies(one -> {
            assertThat(one.evidence()).containsEntry("keys", 2).containsEntry("ids", List.of("a", "b"));
            assertThat(one.sentence()).contains("2 keys", "revoke");
            assertThat(one.link()).isEqualTo("/?view=keys");
        });
    }

    @Test
    void advice_is_sorted_by_money_and_what_saves_none_comes_last() {
        Past past = tenUnitsADay()
                .unused("a")
                .pack("p1", Pool.VIDEO, "450.5", IN_TEN_DAYS)
                .videos("kling-v2-6", "std", 10, 10, 300)
                .videos("kling-v3", "pro", 5, 40, 800);

        assertThat(past.advice())
                .extracting(Advice::rule)
                .containsExactly("expiringPack", "cheaperModel", "longClips", "unusedKeys");
    }

    @Test
    void a_history_without_anything_gives_no_advice() {
        assertThat(new Past().advice()).isEmpty();
    }
}
