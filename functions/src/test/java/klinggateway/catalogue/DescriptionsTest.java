package klinggateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DescriptionsTest {

    private static final JsonNode WORDS = words();
    private static final Catalogue CATALOGUE = Catalogue.builtIn();

    @Test
    void every_kind_has_words_and_no_words_are_for_nobody() {
        assertThat(names(WORDS.path("kinds")))
                .isEqualTo(new TreeSet<>(CATALOGUE.products().keySet()));
    }

    @Test
    void every_field_has_words_and_no_words_are_for_nobody() {
        Set<String> used = new TreeSet<>();
        CATALOGUE.products().forEach((kind, product) -> use(kind, product.fields(), used));

        assertThat(names(WORDS.path("fields"))).isEqualTo(used);
    }

    /** Words for a field in one place are of no use where those for its name are the same. */
    @Test
    void no_words_are_there_twice() {
        WORDS.path("fields").properties().forEach(words -> {
            String name = words.getKey().substring(words.getKey().indexOf('.') + 1);
            if (!name.equals(words.getKey())) {
                assertThat(words.getValue())
                        .as(words.getKey())
                        .isNotEqualTo(WORDS.path("fields").path(name));
            }
        });
    }

    private static void use(String owner, Map<String, Field> fields, Set<String> used) {
        fields.forEach((name, field) -> {
            String special = owner + "." + name;
            used.add(WORDS.path("fields").has(special) ? special : name);
            use(name, field.fields(), used);
            field.item().ifPresent(item -> use(name, item.fields(), used));
        });
    }

    private static Set<String> names(JsonNode words) {
        Set<String> names = new TreeSet<>();
        words.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode words() {
        try (InputStream json = Objects.requireNonNull(Catalogue.class.getResourceAsStream("words.json"))) {
            return JsonMapper.builder().build().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
