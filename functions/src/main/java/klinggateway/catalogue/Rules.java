package klinggateway.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the members of an object have to do with each other.
 *
 * @param oneOf of each group, at least one must be there
 * @param exclusive of each group, at most one may be there
 * @param needs what must be there if something else is
 * @param together how many items several members may have altogether
 */
public record Rules(List<List<String>> oneOf, List<List<String>> exclusive, List<Need> needs, List<Together> together) {

    static final Rules NONE = new Rules(null, null, null, null);

    public Rules(
            @Nullable List<List<String>> oneOf,
            @Nullable List<List<String>> exclusive,
            @Nullable List<Need> needs,
            @Nullable List<Together> together) {
        this.oneOf = oneOf == null ? List.of() : oneOf;
        this.exclusive = exclusive == null ? List.of() : exclusive;
        this.needs = needs == null ? List.of() : needs;
        this.together = together == null ? List.of() : together;
    }

    /**
     * How many items are too many.
     *
     * @param fields lists, or members that count as one item
     * @param beside only if this member is there, too
     */
    public record Together(
            @JsonProperty(required = true) List<String> fields,
            @JsonProperty(required = true) int most,
            Optional<String> beside) {}

    /**
     * What must be there if something else is.
     *
     * @param when the members, or facts of the order, with the values that make {@code fields} necessary
     */
    public record Need(
            @JsonProperty(required = true) Map<String, String> when,
            @JsonProperty(required = true) List<String> fields) {}
}
