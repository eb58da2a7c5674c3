package klinggateway.usage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What is counted and summed. Every field is a difference and may be negative.
 *
 * @param calls jobs
 * @param milliUnits thousandths of a Kling unit
 * @param microUsd what they cost as far as it is known, in millionths of a US dollar
 * @param estimatedMicroUsd what they were estimated at when they were ordered
 * @param settledMicroUsd the part of {@code microUsd} that Kling has said it took
 * @param seconds seconds ordered
 * @param timed jobs whose processing time is known
 * @param processingMs the sum of those processing times
 * @param duplicates jobs that are marked as like one before
 * @param duplicateMicroUsd the part of {@code microUsd} that these cost
 */
public record Measures(
        long calls,
        long milliUnits,
        long microUsd,
        long estimatedMicroUsd,
        long settledMicroUsd,
        long seconds,
        long timed,
        long processingMs,
        long duplicates,
        long duplicateMicroUsd) {

    public static final Measures ZERO = new Measures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Measures plus(Measures other) {
        return new Measures(
                calls + other.calls,
                milliUnits + other.milliUnits,
                microUsd + other.microUsd,
                estimatedMicroUsd + other.estimatedMicroUsd,
                settledMicroUsd + other.settledMicroUsd,
                seconds + other.seconds,
                timed + other.timed,
                processingMs + other.processingMs,
                duplicates + other.duplicates,
                duplicateMicroUsd + other.duplicateMicroUsd);
    }

    /** Sums under any keys added up, key by key. */
    public static <K> Map<K, Measures> sums(Collection<Map<K, Measures>> parts) {
        Map<K, Measures> sums = new HashMap<>();
        parts.forEach(part -> part.forEach((key, measures) -> sums.merge(key, measures, Measures::plus)));
        return sums;
    }

    Measures negated() {
        return new Measures(
                -calls,
                -milliUnits,
                -microUsd,
                -estimatedMicroUsd,
                -settledMicroUsd,
                -seconds,
                -timed,
                -processingMs,
                -duplicates,
                -duplicateMicroUsd);
    }
}
