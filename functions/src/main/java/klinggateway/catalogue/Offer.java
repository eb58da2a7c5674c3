package klinggateway.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model can do of some kinds, and for how much.
 *
 * @param modes in order of price; the first is the default unless another is named
 * @param seconds the lengths it sells, empty where the order has none
 * @param plainSeconds the lengths it sells where the order refers to no picture, element or video, if they are fewer
 * @param sound the modes that can make sound
 * @param allows the special fields it takes, each with the values that mode, sound and function must have for it
 * @param choices the values it takes of fields whose product takes more
 * @param prices the first one that applies is the price
 */
public record Offer(
        List<String> kinds,
        Map<String, Mode> modes,
        Optional<String> defaultMode,
        int typicalSeconds,
        List<Integer> seconds,
        List<Integer> plainSeconds,
        List<String> sound,
        Map<String, Map<String, List<String>>> allows,
        Map<String, List<String>> choices,
        List<Price> prices) {

    /** One quality. */
    public record Mode(String resolution, int typicalSeconds) {}

    /**
     * One price.
     *
     * @param when what mode, sound, inputVideo, voice, resolution and function must be for it to apply
     * @param units Kling units per second, image or call
     */
    public record Price(Map<String, String> when, BigDecimal units) {

        boolean applies(Map<String, String> facts) {
            return when.entrySet().stream()
                    .allMatch(condition -> condition.getValue().equals(facts.get(condition.getKey())));
        }
    }

    public Offer(
            List<String> kinds,
            Map<String, Mode> modes,
            Optional<String> defaultMode,
            int typicalSeconds,
            @Nullable List<Integer> seconds,
            @Nullable List<Integer> plainSeconds,
            @Nullable List<String> sound,
            @Nullable Map<String, Map<String, List<String>>> allows,
            @Nullable Map<String, List<String>> choices,
            List<Price> prices) {
        this.kinds = kinds;
        this.modes = modes;
        this.defaultMode = defaultMode;
        this.typicalSeconds = typicalSeconds;
        this.seconds = seconds == null ? List.of() : seconds;
        this.plainSeconds = plainSeconds == null ? this.seconds : plainSeconds;
        this.sound = sound == null ? List.of() : sound;
        this.allows = allows == null ? Map.of() : allows;
        this.choices = choices == null ? Map.of() : choices;
        this.prices = prices;
    }

    /** How long Kling usually takes, in seconds. */
    int typicalSeconds(String mode) {
        Mode known = modes.get(mode);
        return known == null ? typicalSeconds : known.typicalSeconds();
    }

    /** The units of the first price that applies. */
    Optional<BigDecimal> units(Map<String, String> facts) {
        return prices.stream()
                .filter(price -> price.applies(facts))
                .map(Price::units)
                .findFirst();
    }
}
