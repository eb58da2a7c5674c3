package klinggateway.job;

/**
 * What a caller ordered, in the words usage is counted by.
 *
 * @param kind the product, for instance {@code text2video}
 * @param productType {@code video} or {@code image}: what callers filter by
 * @param pool what it is counted and paid by at Kling
 * @param model the catalogue's name of the model
 * @param mode {@code std}, {@code pro} or {@code 4k}
 * @param seconds the seconds ordered, 0 for what has no length
 * @param slots how many slots of the pool it takes, at least 1
 */
public record Order(
        String kind,
        String productType,
        Pool pool,
        String model,
        String mode,
        int seconds,
        boolean sound,
        String aspectRatio,
        int slots) {}
