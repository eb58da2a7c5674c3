package klinggateway.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which model makes which product, in which modes and lengths, at which price: {@code catalogue.json}, read once.
 *
 * @param version the date of the price list it was taken from
 * @param usdPerUnit the price of one Kling unit by pool
 * @param products by kind
 */
public record Catalogue(
        String version, Map<String, BigDecimal> usdPerUnit, Map<String, Product> products, List<Model> models) {

    /** The catalogue that comes with the gateway. */
    public static Catalogue builtIn() {
        try (InputStream json = Catalogue.class.getResourceAsStream("catalogue.json")) {
            if (json == null) {
                throw new IllegalStateException("catalogue.json is not beside " + Catalogue.class);
            }
            return CatalogueReader.read(json.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An operator's own, in the shape of the built-in one.
     *
     * @throws IllegalArgumentException if it cannot be read or is not consistent; the message lists all that is wrong
     */
    public static Catalogue of(Path file) {
        try {
            return CatalogueReader.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("the catalogue " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the catalogue " + file + " is broken: " + e.getMessage(), e);
        }
    }

    /** The model with this name in either generation. */
    public Optional<Model> model(String name) {
        return models.stream().filter(model -> model.isCalled(name)).findFirst();
    }

    /** The price of one of the units that a product is sold in. */
    BigDecimal usdPerUnit(Product product) {
        return Optional.ofNullable(usdPerUnit.get(product.pool()))
                .orElseThrow(() -> new IllegalStateException("the catalogue has no price for " + product.pool()));
    }

    /** The names of the models that make this kind. */
    List<String> modelsOf(String kind) {
        return modelsOf(kind, Generation.ALL);
    }

    /** The same, as far as they can be had there. */
    List<String> modelsOf(String kind, Set<Generation> reachable) {
        return models.stream()
                .filter(model -> model.livingOffer(kind)
                        .filter(offer -> offer.generations().stream().anyMatch(reachable::contains))
                        .isPresent())
                .map(Model::name)
                .toList();
    }

    /** The pixels of a finished video, for instance {@code 1920x1080} (docs/kling.md, Models), where they are known. */
    public Optional<String> pixels(String kind, String modelName, String modeName, String aspectRatio) {
        return model(modelName)
                .flatMap(model -> model.offer(kind))
                .flatMap(offer -> Optional.ofNullable(offer.modes().get(modeName)))
                .flatMap(mode -> Resolution.pixels(mode.resolution(), aspectRatio));
    }

    /** The nominal sizes of the videos that a model makes of a kind, by mode in order of price; none where they are not known. */
    public List<FrameSize> sizes(String kind, String modelName) {
        return model(modelName).flatMap(model -> model.offer(kind)).stream()
                .flatMap(offer -> offer.modes().entrySet().stream())
                .flatMap(mode -> Resolution.sizes(mode.getValue().resolution()).stream()
                        .map(size -> new FrameSize(mode.getKey(), size.aspectRatio(), size.width(), size.height())))
                .toList();
    }

    /** A video's size in pixels, and how it is ordered. */
    public record FrameSize(String mode, String aspectRatio, int width, int height) {

        /** For instance {@code 1280x720}. */
        public String text() {
            return width + "x" + height;
        }
    }
}
