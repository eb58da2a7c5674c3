package klinggateway.watch;

import java.util.Optional;
import java.util.function.Supplier;

/** Something that is read when it is first needed, and never again, even if it could not be read. */
final class Once<T> {

    private final Supplier<T> read;
    private Optional<Supplier<T>> result = Optional.empty();

    Once(Supplier<T> read) {
        this.read = read;
    }

    synchronized T get() {
        Supplier<T> known = result.orElseGet(this::attempt);
        result = Optional.of(known);
        return known.get();
    }

    private Supplier<T> attempt() {
        try {
            T value = read.get();
            return () -> value;
        } catch (RuntimeException unreadable) {
            return () -> {
                throw unreadable;
            };
        }
    }
}
