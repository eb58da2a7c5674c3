package klinggateway.catalogue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.catalogue.Catalogue.Mode;
import klinggateway.catalogue.Catalogue.Model;
import klinggateway.catalogue.Catalogue.Product;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.job.Quote;

/** Whether a wish can be had, and at what price: all that is decided before anything is spent. */
public sealed interface Sale {

    /**
     * It can be had.
     *
     * @param wish the wish with every default filled in
     * @param path Kling's path for it
     */
    record Sold(Wish wish, Order order, Quote quote, String path) implements Sale {}

    /** It cannot, for all of these reasons. */
    record Refused(List<Problem> problems) implements Sale {}

    /** Checks the wish against the catalogue and prices it. */
    static Sale of(Wish wish, Catalogue catalogue) {
        Product product = catalogue.products().get(wish.kind());
        if (product == null) {
            return new Refused(List.of(new Problem(
                    "/kind", given(wish.kind()) + allowed(catalogue.products().keySet()))));
        }
        List<Problem> problems = new ArrayList<>();
        checkTexts(wish, product, problems);
        String ratio = wish.aspectRatio().orElse(product.defaultAspectRatio());
        if (!product.aspectRatios().contains(ratio)) {
            problems.add(new Problem("/aspectRatio", given(ratio) + allowed(product.aspectRatios())));
        }
        String modelName = wish.model().orElse(product.defaultModel());
        Optional<Model> model = catalogue.model(wish.kind(), modelName);
        if (model.isEmpty()) {
            problems.add(new Problem("/model", given(modelName) + allowed(catalogue.modelsOf(wish.kind()))));
            return new Refused(problems);
        }
        Optional<Order> order = order(wish, product, model.get(), ratio, problems);
        if (order.isEmpty() || !problems.isEmpty()) {
            return new Refused(problems);
        }
        Wish complete = complete(wish, order.get());
        return new Sold(complete, order.get(), quote(order.get(), model.get(), catalogue), product.path());
    }

    private static void checkTexts(Wish wish, Product product, List<Problem> problems) {
        if (wish.prompt().filter(prompt -> !prompt.isBlank()).isEmpty()) {
            problems.add(new Problem(
                    "/prompt", "is missing; describe the video in up to " + product.promptLimit() + " characters"));
        }
        wish.prompt().ifPresent(text -> checkLength("/prompt", text, product.promptLimit(), problems));
        wish.negativePrompt().ifPresent(text -> checkLength("/negativePrompt", text, product.promptLimit(), problems));
    }

    private static void checkLength(String pointer, String text, int limit, List<Problem> problems) {
        int length = text.codePointCount(0, text.length());
        if (length > limit) {
            problems.add(new Problem(pointer, "has " + length + " characters; allowed are " + limit));
        }
    }

    private static Optional<Order> order(
            Wish wish, Product product, Model model, String ratio, List<Problem> problems) {
        String modeName =
                wish.mode().orElseGet(() -> wish.sound().orElse(false) ? firstWithSound(model) : firstMode(model));
        Mode mode = model.modes().get(modeName);
        if (mode == null) {
            problems.add(new Problem(
                    "/mode",
                    given(modeName) + " for " + model.name()
                            + allowed(model.modes().keySet())));
        }
        int seconds = wish.seconds()
                .orElse(model.seconds().contains(5) ? 5 : model.seconds().getFirst());
        if (!model.seconds().contains(seconds)) {
            problems.add(new Problem(
                    "/duration", given(seconds + " seconds") + " for " + model.name() + allowed(model.seconds())));
        }
        boolean sound = wish.sound().orElse(false);
        if (sound && mode != null && mode.unitsPerSecondWithSound().isEmpty()) {
            problems.add(new Problem("/sound", soundAdvice(model, modeName)));
        }
        wish.cfgScale().ifPresent(scale -> checkCfgScale(scale, model, problems));
        if (mode == null) {
            return Optional.empty();
        }
        return Optional.of(new Order(
                wish.kind(),
                product.productType(),
                Pool.ofWord(product.pool()),
                model.name(),
                modeName,
                seconds,
                sound,
                ratio,
                1));
    }

    private static void checkCfgScale(BigDecimal scale, Model model, List<Problem> problems) {
        if (!model.cfgScale()) {
            problems.add(new Problem("/cfgScale", "is not supported by " + model.name() + "; leave it out"));
        } else if (scale.signum() < 0 || scale.compareTo(BigDecimal.ONE) > 0) {
            problems.add(new Problem("/cfgScale", given(scale.toPlainString()) + "; allowed are numbers from 0 to 1"));
        }
    }

    private static String soundAdvice(Model model, String modeName) {
        List<String> able = model.modes().entrySet().stream()
                .filter(entry -> entry.getValue().unitsPerSecondWithSound().isPresent())
                .map(Map.Entry::getKey)
                .toList();
        return able.isEmpty()
                ? model.name() + " makes no sound; leave it out or take another model"
                : model.name() + " makes no sound in mode " + modeName + allowed(able);
    }

    private static String firstMode(Model model) {
        return model.modes().keySet().iterator().next();
    }

    private static String firstWithSound(Model model) {
        return model.modes().entrySet().stream()
                .filter(entry -> entry.getValue().unitsPerSecondWithSound().isPresent())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(firstMode(model));
    }

    private static Wish complete(Wish wish, Order order) {
        return new Wish(
                wish.kind(),
                wish.prompt(),
                wish.negativePrompt(),
                Optional.of(order.model()),
                Optional.of(order.mode()),
                Optional.of(order.seconds()),
                Optional.of(order.aspectRatio()),
                Optional.of(order.sound()),
                wish.cfgScale());
    }

    private static Quote quote(Order order, Model model, Catalogue catalogue) {
        Mode mode = model.modes().get(order.mode());
        BigDecimal usdPerUnit = catalogue.usdPerUnit().get(order.pool().word());
        if (mode == null || usdPerUnit == null) {
            throw new IllegalStateException("the catalogue has no price for " + order);
        }
        BigDecimal rate = order.sound() ? mode.unitsPerSecondWithSound().orElseThrow() : mode.unitsPerSecond();
        BigDecimal units = rate.multiply(BigDecimal.valueOf(order.seconds()));
        return new Quote(
                whole(units.movePointRight(3)),
                whole(units.multiply(usdPerUnit).movePointRight(6)),
                whole(usdPerUnit.movePointRight(6)),
                catalogue.version(),
                Duration.ofSeconds(mode.typicalSeconds()));
    }

    private static long whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private static String given(String value) {
        return "'" + (value.length() > 60 ? value.substring(0, 60) + "…" : value) + "' is not possible";
    }

    private static String allowed(Iterable<?> values) {
        StringBuilder text = new StringBuilder("; allowed: ");
        String separator = "";
        for (Object value : values) {
            text.append(separator).append(value);
            separator = ", ";
        }
        return text.toString();
    }
}
