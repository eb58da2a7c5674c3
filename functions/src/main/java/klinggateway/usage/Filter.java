package klinggateway.usage;

import java.util.Map;
import java.util.Set;

/**
 * Which usage is asked for.
 *
 * @param values for each dimension that matters, the values that pass; all others pass with any
 */
public record Filter(Map<Dimension, Set<String>> values) {

    /** Everything. */
    public static final Filter NONE = new Filter(Map.of());

    private static final Set<Dimension> OF_LINES = Set.of(Dimension.PRODUCT_TYPE, Dimension.MODEL, Dimension.MODE);

    public Filter {
        values = Map.copyOf(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Whether usage of this cell is asked for. */
    public boolean passes(Cell cell) {
        return values.entrySet().stream()
                .allMatch(wanted -> wanted.getValue().contains(wanted.getKey().of(cell)));
    }

    /** Whether the times of what passes are known: they are kept by product line only. */
    public boolean knowsTimes() {
        return OF_LINES.containsAll(values.keySet());
    }

    boolean passes(ProductLine line) {
        return passes(Dimension.PRODUCT_TYPE, line.productType())
                && passes(Dimension.MODEL, line.model())
                && passes(Dimension.MODE, line.mode());
    }

    private boolean passes(Dimension dimension, String value) {
        Set<String> wanted = values.get(dimension);
        return wanted == null || wanted.contains(value);
    }
}
