package klinggateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import klinggateway.catalogue.Sale.Refused;
import klinggateway.catalogue.Sale.Sold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaleTest {

    private static final Catalogue CATALOGUE = Catalogue.builtIn();

    /** Typed from docs/kling.md, Prices: model, mode, sound, seconds, units, US dollars. */
    @ParameterizedTest
    @CsvSource({
        "kling-v3, std, false, 5, 3, 0.42",
        "kling-v3, std, true, 5, 4.5, 0.63",
        "kling-v3, std, true, 15, 13.5, 1.89",
        "kling-v3, pro, false, 10, 8, 1.12",
        "kling-v3, pro, true, 10, 12, 1.68",
        "kling-v3, 4k, false, 5, 15, 2.10",
        "kling-v3, 4k, true, 15, 45, 6.30",
        "kling-v3, std, false, 3, 1.8, 0.252",
        "kling-v2-6, std, false, 5, 1.5, 0.21",
        "kling-v2-6, std, false, 10, 3, 0.42",
        "kling-v2-6, pro, false, 5, 2.5, 0.35",
        "kling-v2-6, pro, true, 10, 10, 1.40",
        "kling-v2-5-turbo, std, false, 10, 3, 0.42",
        "kling-v2-5-turbo, pro, false, 5, 2.5, 0.35",
    })
    void prices_are_those_of_the_price_list(
            String model, String mode, boolean sound, int seconds, BigDecimal units, BigDecimal dollars) {
        Sale sale = Sale.of(wish(model, mode, seconds, sound), CATALOGUE);

        assertThat(sale).isInstanceOfSatisfying(Sold.class, sold -> {
            assertThat(sold.quote().milliUnits())
                    .isEqualTo(units.movePointRight(3).longValueExact());
            assertThat(sold.quote().microUsd())
                    .isEqualTo(dollars.movePointRight(6).longValueExact());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "kling-v2-6, std, 7, false, /duration",
        "kling-v2-6, std, 5, true, /sound",
        "kling-v2-6, 4k, 5, false, /mode",
        "kling-v2-5-turbo, pro, 5, true, /sound",
        "kling-v3, std, 2, false, /duration",
        "kling-v3, std, 16, false, /duration",
        "kling-v1, std, 5, false, /model",
        "kling-v3-0, std, 5, false, /model",
    })
    void what_a_model_cannot_do_is_refused_before_it_costs_anything(
            String model, String mode, int seconds, boolean sound, String pointer) {
        Sale sale = Sale.of(wish(model, mode, seconds, sound), CATALOGUE);

        assertThat(sale)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::pointer)
                                .containsExactly(pointer));
    }

    @Test
    void all_problems_are_told_at_once() {
        Wish wish = new Wish(
                "text2video",
                Optional.empty(),
                Optional.of("x".repeat(2_501)),
                Optional.of("kling-v2-6"),
                Optional.of("std"),
                Optional.of(6),
                Optional.of("4:3"),
                Optional.of(true),
                Optional.of(new BigDecimal("0.5")));

        Sale sale = Sale.of(wish, CATALOGUE);

        assertThat(sale)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::pointer)
                                .containsExactlyInAnyOrder(
                                        "/prompt",
                                        "/negativePrompt",
                                        "/aspectRatio",
                                        "/duration",
                                        "/sound",
                                        "/cfgScale"));
    }

    @Test
    void what_is_left_out_gets_the_cheapest_usual_choice() {
        Wish wish = new Wish(
                "text2video",
                Optional.of("A boat"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        Sale sale = Sale.of(wish, CATALOGUE);

        assertThat(sale).isInstanceOfSatisfying(Sold.class, sold -> {
            assertThat(sold.order().model()).isEqualTo("kling-v2-6");
            assertThat(sold.order().mode()).isEqualTo("std");
            assertThat(sold.order().seconds()).isEqualTo(5);
            assertThat(sold.order().aspectRatio()).isEqualTo("16:9");
            assertThat(sold.order().sound()).isFalse();
        });
    }

    @Test
    void sound_without_a_mode_takes_the_first_mode_that_has_it() {
        Wish wish = new Wish(
                "text2video",
                Optional.of("A boat"),
                Optional.empty(),
                Optional.of("kling-v2-6"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty());

        assertThat(Sale.of(wish, CATALOGUE))
                .isInstanceOfSatisfying(
                        Sold.class, sold -> assertThat(sold.order().mode()).isEqualTo("pro"));
    }

    @Test
    void a_prompt_is_measured_in_characters_not_in_surrogates() {
        Wish wish = wish("kling-v3", "std", 5, false);
        Wish emoji = new Wish(
                wish.kind(),
                Optional.of("🛶".repeat(2_500)),
                wish.negativePrompt(),
                wish.model(),
                wish.mode(),
                wish.seconds(),
                wish.aspectRatio(),
                wish.sound(),
                wish.cfgScale());

        assertThat(Sale.of(emoji, CATALOGUE)).isInstanceOf(Sold.class);
    }

    @Test
    void the_text_of_a_refusal_names_what_is_allowed_and_repeats_no_novel() {
        Wish wish = wish("m".repeat(5_000), "std", 5, false);

        assertThat(Sale.of(wish, CATALOGUE)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problems()).hasSize(1);
            assertThat(refused.problems().getFirst().message())
                    .contains("kling-v3, kling-v2-6, kling-v2-5-turbo")
                    .hasSizeLessThan(300);
        });
    }

    @Test
    void every_mode_of_every_model_has_a_price_and_pixels() {
        for (Catalogue.Model model : CATALOGUE.models()) {
            model.modes().forEach((name, mode) -> {
                assertThat(mode.unitsPerSecond())
                        .as("%s %s", model.name(), name)
                        .isPositive();
                for (String kind : model.kinds()) {
                    Catalogue.Product product = CATALOGUE.products().get(kind);
                    assertThat(product).isNotNull();
                    for (String ratio : List.of("16:9", "9:16", "1:1")) {
                        assertThat(CATALOGUE.pixels(kind, model.name(), name, ratio))
                                .isPresent();
                    }
                }
            });
        }
    }

    private static Wish wish(String model, String mode, int seconds, boolean sound) {
        return new Wish(
                "text2video",
                Optional.of("A paper boat"),
                Optional.empty(),
                Optional.of(model),
                Optional.of(mode),
                Optional.of(seconds),
                Optional.of("16:9"),
                Optional.of(sound),
                Optional.empty());
    }
}
