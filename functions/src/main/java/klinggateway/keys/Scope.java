package klinggateway.keys;

import java.util.Locale;
import java.util.Optional;

/** What a key may do. */
public enum Scope {
    /** Generate, and with it spend money. */
    GENERATE,
    /** Look jobs up. */
    READ,
    /** See usage. */
    USAGE,
    /** Record usage of generations made elsewhere. */
    RECORD,
    /** Everything, for every key. */
    ADMIN;

    /** The word used in requests, answers and storage. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of this word, or empty. */
    public static Optional<Scope> find(String word) {
        for (Scope scope : values()) {
            if (scope.word().equals(word)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
