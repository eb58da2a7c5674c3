package klinggateway.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.catalogue.Generation;
import klinggateway.usage.Cell;
import org.junit.jupiter.api.Test;

/** Prices are those of the built-in catalogue, in units a second: kling-v3 pro 0.8, with sound 1.2; kling-v2-6 pro 0.5, with sound 1. */
class CheaperModelTest {

    private static final String RULE = "cheaperModel";

    @Test
    void silent_videos_of_kling_v3_are_cheaper_from_kling_v2_6() {
        Past past = new Past().videos("kling-v3", "pro", 5, 40, 800);

        List<Advice> advice = past.advice(RULE);

        // 40 videos of 5 s at 0.8 units of 14 cents are $22.40, and at 0.5 units $14.00.
        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.savingMicroUsd()).contains(8_400_000L);
            assertThat(one.evidence())
                    .containsEntry("otherModel", "kling-v2-6")
                    .containsEntry("otherMode", "pro")
                    .containsEntry("calls", 40L)
                    .containsEntry("cost", "$22.40")
                    .containsEntry("otherCost", "$14.00");
            assertThat(one.sentence())
                    .contains("$22.40", "$14.00", "quality may differ", "multiPrompt")
                    .doesNotContain("imageTail");
            assertThat(one.link())
                    .isEqualTo("/?range=custom&from=2026-10-29&to=2026-11-27&zone=UTC"
                            + "&kind=text2video&mode=pro&model=kling-v3");
        });
    }

    @Test
    void what_may_have_had_sound_is_compared_with_sound() {
        Past allWith = new Past().videos("kling-v3", "pro", 5, 40, 1_200);
        Past someWith = new Past().videos("kling-v3", "pro", 5, 20, 1_200).videos("kling-v3", "pro", 5, 20, 800);

        List<Advice> loud = allWith.advice(RULE);
        List<Advice> mixed = someWith.advice(RULE);

        // $33.60, and a sixth less with kling-v2-6's or kling-3.0-turbo's sound; the catalogue has the latter first.
        assertThat(loud).singleElement().satisfies(one -> {
            assertThat(one.savingMicroUsd()).contains(5_600_000L);
            assertThat(one.evidence()).containsEntry("otherModel", "kling-3.0-turbo");
        });
        // Of $28.00 at least a sixth, whichever of them had sound. A model that always makes sound makes no silent
        // ones.
        assertThat(mixed).singleElement().satisfies(one -> {
            assertThat(one.savingMicroUsd()).contains(4_666_667L);
            assertThat(one.evidence()).containsEntry("otherModel", "kling-v2-6");
        });
    }

    @Test
    void a_model_without_sound_is_no_substitute_for_what_may_have_had_it() {
        Past past = new Past().videos("kling-v3", "std", 5, 40, 900);

        List<Advice> advice = past.advice(RULE);

        // In std, kling-v2-6 makes no sound; kling-3.0-turbo takes 0.8 units for it.
        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.evidence()).containsEntry("otherModel", "kling-3.0-turbo");
            assertThat(one.savingMicroUsd()).contains(2_800_000L);
        });
    }

    @Test
    void only_lengths_that_the_other_model_sells_count() {
        Past past = new Past().videos("kling-v3", "pro", 7, 40, 800).videos("kling-v3", "pro", 10, 20, 800);

        List<Advice> advice = past.advice(RULE);

        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.evidence()).containsEntry("calls", 20L);
            assertThat(one.savingMicroUsd()).contains(8_400_000L);
        });
    }

    @Test
    void what_cannot_be_had_is_not_advised() {
        Past onlyOlder = new Past().reaching(Set.of(Generation.OLDER)).videos("kling-v3", "std", 5, 40, 900);
        Past limitedKey = new Past().ordering("kling-v3"::equals).videos("kling-v3", "pro", 5, 40, 800);
        Past longest = new Past().videos("kling-v3", "pro", 7, 40, 800);
        Past in4k = new Past().videos("kling-v3", "4k", 5, 40, 3_000);
        Past retired = new Past().videos("kling-v2-master", "std", 5, 40, 2_000);
        Past unknown = new Past().videos("kling-v9", "std", 5, 40, 2_000);
        Past otherKind = new Past().made("motion-control", "kling-v2-6", "std", 5, 40, 2_500, Cell.GATEWAY);

        assertThat(List.of(onlyOlder, limitedKey, longest, in4k, retired, unknown, otherKind))
                .allSatisfy(past -> assertThat(past.advice(RULE)).isEmpty());
    }

    @Test
    void motion_control_is_cheaper_from_the_older_model_whatever_its_length() {
        Past past = new Past().made("motion-control", "kling-v3", "pro", 13, 10, 15_600, Cell.GATEWAY);

        List<Advice> advice = past.advice(RULE);

        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.evidence()).containsEntry("otherModel", "kling-v2-6");
            assertThat(one.savingMicroUsd()).contains(7_280_000L);
        });
    }

    @Test
    void the_cheapest_what_was_made_elsewhere_and_what_saves_less_than_a_dollar_are_left_alone() {
        Past cheapest = new Past().videos("kling-v2-6", "std", 5, 1_000, 300);
        Past elsewhere = new Past().elsewhere("kling-v3", "pro", 5, 40, 800);
        Past few = new Past().videos("kling-v3", "pro", 5, 4, 800);
        Past enough = new Past().videos("kling-v3", "pro", 5, 5, 800);

        assertThat(List.of(cheapest, elsewhere, few))
                .allSatisfy(past -> assertThat(past.advice(RULE)).isEmpty());
        assertThat(enough.advice(RULE)).extracting(Advice::savingMicroUsd).containsExactly(Optional.of(1_050_000L));
    }
}
