package klinggateway.emulators.kling;

/** Tells the three kinds of resource packs apart; units and slots are counted per kind. */
public enum ProductType {
    VIDEO("video"),
    IMAGE("image"),
    TRY_ON("try-on");

    private final String word;

    ProductType(String word) {
        this.word = word;
    }

    /** The word the account endpoints use. */
    String word() {
        return word;
    }
}
