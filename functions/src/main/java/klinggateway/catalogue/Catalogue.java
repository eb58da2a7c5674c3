package klinggateway.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which model makes which product, in which modes and lengths, at which price: {@code catalogue.json}, read once.
 *
 * @param version the date of the price list it was taken from
 * @param usdPerUnit the price of one Kling unit by pool
 * @param products by kind
 */
public record Catalogue(
        String version, Map<String, BigDecimal> usdPerUnit, Map<String, Product> products, List<Model> models) {

    /** One kind of generation, whatever the model. */
    public record Product(
            String productType,
            String pool,
            String path,
            String defaultModel,
            List<String> aspectRatios,
            String defaultAspectRatio,
            int promptLimit) {}

    /** One model: what it makes, for how many seconds, in which modes (in order of price; the first is the default). */
    public record Model(
            String name, List<String> kinds, List<Integer> seconds, boolean cfgScale, Map<String, Mode> modes) {}

    /**
     * One mode of a model.
     *
     * @param unitsPerSecondWithSound empty if the mode makes no sound
     */
    public record Mode(
            String resolution,
            BigDecimal unitsPerSecond,
            Optional<BigDecimal> unitsPerSecondWithSound,
            int typicalSeconds) {}

    /** The catalogue that comes with the gateway. */
    public static Catalogue builtIn() {
        try (InputStream json = Catalogue.class.getResourceAsStream("catalogue.json")) {
            if (json == null) {
                throw new IllegalStateException("catalogue.json is not beside " + Catalogue.class);
            }
            return JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build()
                    .readValue(json, Catalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model of this name that makes this kind. */
    public Optional<Model> model(String kind, String name) {
        return models.stream()
                .filter(model -> model.name().equals(name) && model.kinds().contains(kind))
                .findFirst();
    }

    /** The names of the models that make this kind. */
    List<String> modelsOf(String kind) {
        return models.stream()
                .filter(model -> model.kinds().contains(kind))
                .map(Model::name)
                .toList();
    }

    /** The pixels of a finished video, for instance {@code 1920x1080} (docs/kling.md, Models), where they are known. */
    public Optional<String> pixels(String kind, String modelName, String modeName, String aspectRatio) {
        return model(kind, modelName)
                .flatMap(model -> Optional.ofNullable(model.modes().get(modeName)))
                .flatMap(mode -> Resolution.pixels(mode.resolution(), aspectRatio));
    }
}
