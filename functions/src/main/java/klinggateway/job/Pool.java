package klinggateway.job;

import java.util.Optional;

/** What Kling counts concurrency and resource packs by (docs/kling.md, Concurrency). Audio draws on {@link #VIDEO}. */
public enum Pool {
    VIDEO("video"),
    IMAGE("image"),
    TRY_ON("tryOn");

    private final String word;

    Pool(String word) {
        this.word = word;
    }

    /** The word used in answers and in storage. */
    public String word() {
        return word;
    }

    /** The pool with this word, or empty. */
    public static Optional<Pool> find(String word) {
        for (Pool pool : values()) {
            if (pool.word.equals(word)) {
                return Optional.of(pool);
            }
        }
        return Optional.empty();
    }

    public static Pool ofWord(String word) {
        return find(word).orElseThrow(() -> new IllegalStateException("no such pool: " + word));
    }
}
