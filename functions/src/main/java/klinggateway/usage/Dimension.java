package klinggateway.usage;

import java.util.Arrays;
import java.util.Optional;

/** What usage can be told apart by, besides time and key. The values of each are a closed list, or the catalogue's. */
public enum Dimension {
    SOURCE("source"),
    PRODUCT_TYPE("productType"),
    POOL("pool"),
    KIND("kind"),
    MODEL("model"),
    MODE("mode"),
    DURATION("duration"),
    STATUS("status"),
    REASON("reason");

    private final String word;

    Dimension(String word) {
        this.word = word;
    }

    /** The word used in queries, in answers and in storage. */
    public String word() {
        return word;
    }

    /** The dimension with this word, if there is one. */
    public static Optional<Dimension> ofWord(String word) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.word.equals(word))
                .findFirst();
    }

    /** What {@code cell} has in this dimension. */
    public String of(Cell cell) {
        return switch (this) {
            case SOURCE -> cell.source();
            case PRODUCT_TYPE -> cell.productType();
            case POOL -> cell.pool();
            case KIND -> cell.kind();
            case MODEL -> cell.model();
            case MODE -> cell.mode();
            case DURATION -> cell.bucket();
            case STATUS -> cell.status().word();
            case REASON -> cell.errorClass();
        };
    }
}
