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

    /** With those that come with the gateway. */
    public static final int MOST = 100;

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

    /** Adds an operator's rule under an id of its own, unless there are as many as there can be. Whether it was added. */
    public boolean add(Rule rule) {
        return stored.add(rule.atVersion(1), MOST - defaults.size());
    }

    /** Writes {@code next} in place of {@code read}, if nobody has written the rule since. Whether it was written. */
    public boolean replace(Rule read, Rule next) {
        return stored.replace(read, next.atVersion(read.version() + 1));
    }

    /** Removes an operator's rule or change, if it is there. */
    public void delete(String id) {
        if (isDefault(id)) {
            stored.restore(id);
        } else {
            stored.remove(id);
        }
    }

    private static Map<String, Rule> byId(List<Rule> rules) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        return byId;
    }
}
