package klinggateway.alert;

/**
 * What a finding is about.
 *
 * @param name a key's id, a model's, a pool's, a pack's or a dead letter queue's word; {@code -} for the gateway as a whole
 */
public record Subject(Sort sort, String name) {

    /** The gateway as a whole. */
    public static final Subject GATEWAY = new Subject(Sort.GATEWAY, "-");

    /** What can be told of. */
    public enum Sort {
        GATEWAY("gateway"),
        KEY("apiKey"),
        MODEL("model"),
        POOL("pool"),
        PACK("pack"),
        QUEUE("queue");

        private final String word;

        Sort(String word) {
            this.word = word;
        }

        /** The word used in answers and in storage. */
        public String word() {
            return word;
        }
    }
}
