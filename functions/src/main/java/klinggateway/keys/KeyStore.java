package klinggateway.keys;

import java.util.List;
import java.util.Optional;

/** Where keys are kept. */
public interface KeyStore {

    Optional<Key> find(String id);

    /** Stores a new key, unless its id is taken. */
    boolean add(Key key);

    /** Stores {@code next} in place of {@code read}, unless the key has been changed since. */
    boolean replace(Key read, Key next);

    /** All keys, tombstones included, the oldest first. */
    List<Key> all();
}
