package klinggateway.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something in a rollup that its items do not say.
 *
 * @param scope a key's id, or {@code *}
 * @param shape {@code cube}, {@code totals} or {@code keys}
 * @param cell what of it: a cell or product line of a cube, a dimension and its value, a key
 * @param rolledUp what the rollup has there, if anything
 * @param items what the items amount to, if anything
 */
record Difference(String scope, String shape, Object cell, Optional<Object> rolledUp, Optional<Object> items) {

    /** Adds what differs between two maps, in an order that is the same each time. */
    static void addAll(List<Difference> differences, String scope, String shape, Map<?, ?> rolledUp, Map<?, ?> items) {
        Set<Object> cells = new HashSet<>(rolledUp.keySet());
        cells.addAll(items.keySet());
        List<Object> sorted = new ArrayList<>(cells);
        sorted.sort(Comparator.comparing(Object::toString));
        for (Object cell : sorted) {
            Optional<Object> there = Optional.ofNullable(rolledUp.get(cell));
            Optional<Object> right = Optional.ofNullable(items.get(cell));
            if (!there.equals(right)) {
                differences.add(new Difference(scope, shape, cell, there, right));
            }
        }
    }
}
