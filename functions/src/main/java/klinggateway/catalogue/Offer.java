package klinggateway.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model can do of some kinds, and for how much.
 *
 * @param modes in order of price; the first is the default unless another is named
 * @param seconds the lengths it sells, empty where the order has none
 * @param plainSeconds the lengths it sells where the order refers to no picture, element or video, if they are fewer
 * @param sound the modes that can make sound
 * @param alwaysSound whether it cannot make a silent video
 * @param generations where it can be had, the one to prefer first
 * @param retired when Kling switched it off
 * @param allows the special fields it takes, each with the values that mode, sound and function must have for it
 * @param choices the values it takes of fields whose product takes more
 * @param longestPrompt how many characters a prompt has at most on newer paths, where the older ones take fewer
 * @param needs what must be there for certain orders
 * @param unpriced whether nobody knows what Kling takes for it, so that it cannot be ordered
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
        boolean alwaysSound,
        List<Generation> generations,
        Optional<LocalDate> retired,
        Map<String, Map<String, List<String>>> allows,
        Map<String, List<String>> choices,
        Optional<Integer> longestPrompt,
        List<Rules.Need> needs,
        boolean unpriced,
        List<Price> prices) {

    /** One quality. */
    public record Mode(@JsonProperty(required = true) String resolution, int typicalSeconds) {}

    /**
     * One price.
     *
     * @param when what mode, sound, inputVideo, voice, resolution and function must be for it to apply
     * @param units Kling units per second, image or call
     */
    public record Price(
            @JsonProperty(required = true) Map<String, String> when,
            @JsonProperty(required = true) BigDecimal units) {

        boolean applies(Map<String, String> facts) {
            return Facts.match(when, facts);
        }
    }

    public Offer(
            @JsonProperty(required = true) List<String> kinds,
            @Nullable Map<String, Mode> modes,
            Optional<String> defaultMode,
            int typicalSeconds,
            @Nullable List<Integer> seconds,
            @Nullable List<Integer> plainSeconds,
            @Nullable List<String> sound,
            boolean alwaysSound,
            @Nullable List<Generation> generations,
            Optional<LocalDate> retired,
            @Nullable Map<String, Map<String, List<String>>> allows,
            @Nullable Map<String, List<String>> choices,
            Optional<Integer> longestPrompt,
            @Nullable List<Rules.Need> needs,
            boolean unpriced,
            @Nullable List<Price> prices) {
        this.kinds = kinds;
        this.modes = modes == null ? Map.of() : modes;
        this.defaultMode = defaultMode;
        this.typicalSeconds = typicalSeconds;
        this.seconds = seconds == null ? List.of() : seconds;
        this.plainSeconds = plainSeconds == null ? this.seconds : plainSeconds;
        this.sound = sound == null ? List.of() : sound;
        this.alwaysSound = alwaysSound;
        this.generations = generations == null ? List.of(Generation.OLDER) : generations;
        this.retired = retired;
        this.allows = allows == null ? Map.of() : allows;
        this.choices = choices == null ? Map.of() : choices;
        this.longestPrompt = longestPrompt;
        this.needs = needs == null ? List.of() : needs;
        this.unpriced = unpriced;
        this.prices = prices == null ? List.of() : prices;
    }

    /** The mode of this name, or the one that makes videos of this resolution. */
    Optional<String> modeNamed(String given) {
        return modes.containsKey(given)
                ? Optional.of(given)
                : modes.entrySet().stream()
                        .filter(mode -> mode.getValue().resolution().equals(given))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /** The rules of a product's fields where an order for it can be written in one of these generations. */
    Map<String, Field> fields(Product product, Set<Generation> reachable) {
        boolean reachesNewer = reachable.contains(Generation.NEWER) && generations.contains(Generation.NEWER);
        if (longestPrompt.isEmpty() || !reachesNewer) {
            return product.fields();
        }
        Map<String, Field> fields = new LinkedHashMap<>(product.fields());
        fields.computeIfPresent(Field.PROMPT, (_, prompt) -> prompt.upTo(longestPrompt.get()));
        return fields;
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
