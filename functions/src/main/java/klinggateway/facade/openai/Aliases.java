package klinggateway.facade.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is meant by OpenAI's names of models: {@code aliases.json}, read once. */
final class Aliases {

    /** Of the model that OpenAI takes where none is named. */
    static final String USUAL = "sora-2";

    private final Map<String, Alias> aliases;

    private Aliases(Map<String, Alias> aliases) {
        this.aliases = aliases;
    }

    /**
     * What stands for one of OpenAI's models.
     *
     * @param model as the catalogue names it
     * @param sound whether its videos have sound
     * @param seconds the length where none is asked for
     * @param size the size where none is asked for
     */
    record Alias(
            @JsonProperty(required = true) String model,
            @JsonProperty(required = true) boolean sound,
            @JsonProperty(required = true) int seconds,
            @JsonProperty(required = true) String size) {}

    static Aliases builtIn() {
        try (InputStream json = Aliases.class.getResourceAsStream("aliases.json")) {
            return new Aliases(new TreeMap<>(JsonMapper.builder()
                    .build()
                    .readValue(
                            Objects.requireNonNull(json, "aliases.json").readAllBytes(),
                            new TypeReference<Map<String, Alias>>() {})));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Alias> find(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    Set<String> names() {
        return aliases.keySet();
    }
}
