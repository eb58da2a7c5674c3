package klinggateway.local.sample;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code sample.json}: who orders what.
 *
 * @param kinds by their words in the catalogue
 * @param scenes what prompts say
 */
record SampleFile(List<Team> teams, Map<String, Kind> kinds, List<String> scenes) {

    /**
     * Who orders with a key of its own.
     *
     * @param weight how much it orders, compared with others
     * @param budget what it may spend in a month, as a multiple of the most that it has
     * @param nightly whether it orders by night, by a schedule
     */
    record Team(String name, double weight, Optional<Double> budget, boolean nightly, Map<String, Double> kinds) {}

    /** @param makes the type of its files */
    record Kind(String makes, ObjectNode fields, List<Variant> variants) {}

    /** Further fields, and how often. */
    record Variant(double weight, ObjectNode fields) {}

    static SampleFile read() {
        try (InputStream json =
                Objects.requireNonNull(SampleFile.class.getResourceAsStream("sample.json"), "sample.json")) {
            return JsonMapper.builder().addModule(new Jdk8Module()).build().readValue(json, SampleFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
