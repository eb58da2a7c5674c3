package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A prepaid stock of units of one product type, as an emulator is started with.
 *
 * @param concurrency slots it grants; of several packs the highest counts, not the sum
 * @param age how long before the start it was bought
 * @param life how long after the purchase it can be used
 */
public record ResourcePack(
        String name, ProductType type, BigDecimal units, int concurrency, Duration age, Duration life) {

    private static final Duration A_YEAR = Duration.ofDays(365);

    public ResourcePack {
        if (units.signum() < 0 || concurrency < 1 || age.isNegative() || !life.isPositive()) {
            throw new IllegalArgumentException("no such pack: " + units + " units, concurrency " + concurrency
                    + ", age " + age + ", life " + life);
        }
    }

    /** A pack bought at the start, good for a year; its name carries units and concurrency as Kling's names do. */
    public static ResourcePack of(ProductType type, long units, int concurrency) {
        String kind = switch (type) {
            case VIDEO -> "Video";
            case IMAGE -> "Image";
            case TRY_ON -> "TryOn";
        };
        String name = "Emulated-" + kind + "-" + units + "Units-" + concurrency + "Con-12Months";
        return new ResourcePack(name, type, BigDecimal.valueOf(units), concurrency, Duration.ZERO, A_YEAR);
    }

    public ResourcePack named(String newName) {
        return new ResourcePack(newName, type, units, concurrency, age, life);
    }

    public ResourcePack boughtBefore(Duration newAge) {
        return new ResourcePack(name, type, units, concurrency, newAge, life);
    }

    public ResourcePack goodFor(Duration newLife) {
        return new ResourcePack(name, type, units, concurrency, age, newLife);
    }
}
