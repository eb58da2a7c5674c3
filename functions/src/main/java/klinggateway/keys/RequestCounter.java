package klinggateway.keys;

/** Counts the requests of keys that have a rate. */
public interface RequestCounter {

    /**
     * Counts one more request of a key, unless there were {@code limit} in this window already.
     *
     * @param window which ten seconds since 1970
     * @return whether it was counted
     */
    boolean count(String keyId, long window, int limit);
}
