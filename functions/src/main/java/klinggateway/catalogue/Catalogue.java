package klinggateway.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
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

    /** The catalogue that comes with the gateway. */
    public static Catalogue builtIn() {
        try (InputStream json = Catalogue.class.getResourceAsStream("catalogue.json")) {
            if (json == null) {
                throw new IllegalStateException("catalogue.json is not beside " + Catalogue.class);
            }
            return read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Catalogue read(InputStream json) throws IOException {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readValue(json, Catalogue.class);
    }

    public Optional<Model> model(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** The names of the models that make this kind. */
    List<String> modelsOf(String kind) {
        return models.stream()
                .filter(model -> model.retired().isEmpty() && model.offer(kind).isPresent())
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
}
