package klinggateway.job;

/**
 * Where a job is created at Kling and looked up.
 *
 * @param path for instance {@code /v1/videos/text2video}
 */
public record Endpoint(String path, Protocol protocol) {

    /** What comes of a create (docs/kling.md, Other products). */
    public enum Protocol {
        /** A task that takes our id and is found by it. */
        TASK("task"),
        /** A task that takes no id of ours, so nobody could tell whether an unanswered create had arrived. */
        UNNAMED_TASK("unnamedTask"),
        /** The result itself: there is no task to ask for afterwards. */
        CALL("call"),
        /** A task or the result, which is seen when it comes; no id of ours is sent. */
        UNKNOWN("unknown");

        private final String word;

        Protocol(String word) {
            this.word = word;
        }

        /** The word used in storage and in the catalogue. */
        public String word() {
            return word;
        }

        public static Protocol ofWord(String word) {
            for (Protocol protocol : values()) {
                if (protocol.word.equals(word)) {
                    return protocol;
                }
            }
            throw new IllegalStateException("no such protocol: " + word);
        }
    }

    /** Whether Kling takes our id with it and finds the task by it; what it does not is sent at most once. */
    public boolean takesExternalId() {
        return protocol == Protocol.TASK;
    }
}
