package klinggateway.facade.openai;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import klinggateway.catalogue.Catalogue.FrameSize;

/** A size as callers write it, {@code 1280x720}. */
record Pixels(int width, int height) {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{1,4})x([1-9][0-9]{1,4})");

    static Optional<Pixels> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Pixels(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Of those nearest in shape, the one nearest in area; of two as near, the first. */
    Optional<FrameSize> nearest(List<FrameSize> sizes) {
        return sizes.stream()
                .min(Comparator.comparingDouble((FrameSize size) ->
                                distance((double) width / height, (double) size.width() / size.height()))
                        .thenComparingDouble(
                                size -> distance((double) width * height, (double) size.width() * size.height())));
    }

    private static double distance(double one, double other) {
        return Math.abs(Math.log(one / other));
    }
}
