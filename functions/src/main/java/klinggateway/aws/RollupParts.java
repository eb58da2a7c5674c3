package klinggateway.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import klinggateway.usage.Granularity;

/**
 * One shape of a rollup as one or more items. DynamoDB takes 400 KB in an item; what is larger is halved until each part fits.
 *
 * @param write makes bytes of a value
 * @param read makes a value of bytes
 * @param halves two values that add up to one
 * @param sum adds two values
 */
record RollupParts<T>(
        String shape,
        Function<T, byte[]> write,
        Function<byte[], T> read,
        Function<T, List<T>> halves,
        BinaryOperator<T> sum) {

    private static final int LONGEST = 350_000;

    List<byte[]> split(T value) {
        byte[] bytes = write.apply(value);
        if (bytes.length <= LONGEST) {
            return List.of(bytes);
        }
        List<byte[]> parts = new ArrayList<>();
        halves.apply(value).forEach(half -> parts.addAll(split(half)));
        return parts;
    }

    /** The values of items by the starts of their periods; empty if some of them are being written anew. */
    Optional<Map<Instant, T>> read(List<Item> items) {
        Map<Instant, List<Item>> byPeriod = new TreeMap<>();
        items.forEach(item -> byPeriod.computeIfAbsent(
                        Granularity.MINUTE.floor(item.needMoment("start")), start -> new ArrayList<>())
                .add(item));
        Map<Instant, T> values = new TreeMap<>();
        for (Map.Entry<Instant, List<Item>> period : byPeriod.entrySet()) {
            Item first = period.getValue().getFirst();
            List<T> parts = period.getValue().stream()
                    .limit(first.needNumber("parts"))
                    .filter(item -> item.needNumber("epoch") == first.needNumber("epoch"))
                    .map(item -> read.apply(item.needBytes(shape)))
                    .toList();
            if (parts.size() < first.needNumber("parts")) {
                return Optional.empty();
            }
            values.put(period.getKey(), parts.stream().reduce(sum).orElseThrow());
        }
        return Optional.of(values);
    }

    /** The entries of a map in two maps, so that each gets about half of them. */
    static <K, V> List<Map<K, V>> halves(Map<K, V> map) {
        Map<K, V> first = new HashMap<>();
        Map<K, V> second = new HashMap<>();
        map.forEach((key, value) -> (first.size() <= second.size() ? first : second).put(key, value));
        return List.of(first, second);
    }
}
