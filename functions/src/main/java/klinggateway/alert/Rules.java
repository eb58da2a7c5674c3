package klinggateway.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The rules there are: those that come with the gateway, unless they were changed, and operators' own. */
public final class Rules {

    private final Map<String, Rule> defaults;
    private final RuleStore stored;

    public Rules(List<Rule> defaults, RuleStore stored) {
        this.defaults = byId(defaults);
        this.stored = stored;
    }

    /** Those that come with the gateway. */
    public static List<Rule> builtIn() {
        try (InputStream file = Rules.class.getResourceAsStream("rules.json")) {
            return RuleJson.readAll(
                    new String(Objects.requireNonNull(file, "rules.json").readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All, the gateway's first. */
    public List<Rule> all() {
        Map<String, Rule> all = new LinkedHashMap<>(defaults);
        stored.all().forEach(rule -> all.put(rule.id(), rule));
        return List.copyOf(all.values());
    }

    public Optional<Rule> find(String id) {
        return all().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** Whether the gateway comes with a rule of this id, which may have been changed. */
    public boolean isDefault(String id) {
        return defaults.containsKey(id);
    }

    public void put(Rule rule) {
        stored.put(rule);
    }

    /** Removes an operator's rule or change, if it is there. */
    public void delete(String id) {
        stored.delete(id);
    }

    private static Map<String, Rule> byId(List<Rule> rules) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        return byId;
    }
}
