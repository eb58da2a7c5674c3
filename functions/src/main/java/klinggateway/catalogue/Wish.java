package klinggateway.catalogue;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a caller asks for, before it is known whether it can be had. What was left out is empty and gets the catalogue's
 * default.
 *
 * @param cfgScale how closely the video follows the prompt, 0 to 1
 */
public record Wish(
        String kind,
        Optional<String> prompt,
        Optional<String> negativePrompt,
        Optional<String> model,
        Optional<String> mode,
        Optional<Integer> seconds,
        Optional<String> aspectRatio,
        Optional<Boolean> sound,
        Optional<BigDecimal> cfgScale) {}
