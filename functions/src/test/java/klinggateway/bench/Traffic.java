package klinggateway.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import klinggateway.catalogue.Catalogue;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.JobId;
import klinggateway.job.Order;
import klinggateway.usage.Cell;
import klinggateway.usage.Status;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageEntry.Took;
import klinggateway.usage.UsageItem;

/**
 * A made-up ledger, the same for the same number of jobs, one day at a time: 50 keys, the first of which orders a fifth of
 * everything and the last a two-hundredth; more at noon than at night; everything that the catalogue sells, but new models, cheap
 * modes and lengths of 5 and 10 seconds most. 93 % of the jobs succeed. What would end after midnight ends at the last
 * moment before it, so that days do not depend on each other.
 */
final class Traffic {

    static final List<String> KEYS =
            IntStream.range(0, 50).mapToObj(number -> "key" + (10 + number)).toList();

    private static final Map<String, Double> KINDS = Map.of(
            "text2video",
            30.0,
            "image2video",
            35.0,
            "omni-video",
            10.0,
            "image",
            12.0,
            "omni-image",
            4.0,
            "lip-sync",
            2.0);
    private static final Map<String, Double> MODES = Map.of("std", 60.0, "1k", 60.0, "pro", 35.0, "2k", 35.0);
    private static final Map<Integer, Double> LENGTHS = Map.of(5, 60.0, 10, 25.0, 0, 60.0);

    private static final Draw<UsageEntry.Type> ENDS = new Draw<>(Map.of(
            UsageEntry.Type.SUCCEEDED, 93.0,
            UsageEntry.Type.FAILED, 5.2,
            UsageEntry.Type.CANCELED, 1.2,
            UsageEntry.Type.EXPIRED, 0.6));
    private static final Draw<ErrorClass> ERRORS = new Draw<>(Map.of(
            ErrorClass.CONTENT, 50.0,
            ErrorClass.INPUT, 15.0,
            ErrorClass.UNAVAILABLE, 10.0,
            ErrorClass.RATE, 8.0,
            ErrorClass.IMAGE_SIZE, 6.0,
            ErrorClass.OTHER, 5.0,
            ErrorClass.OUTCOME_UNKNOWN, 2.0,
            ErrorClass.PERMISSION, 2.0,
            ErrorClass.PAYMENT, 1.0,
            ErrorClass.CREDENTIAL, 1.0));

    private final int jobsPerDay;
    private final Draw<String> keys;
    private final Draw<Ware> wares;

    Traffic(int jobsPerDay) {
        this.jobsPerDay = jobsPerDay;
        Map<String, Double> keyWeights = new LinkedHashMap<>();
        KEYS.forEach(key -> keyWeights.put(key, 1.0 / (1 + keyWeights.size())));
        this.keys = new Draw<>(keyWeights);
        Map<Ware, Double> wareWeights = new LinkedHashMap<>();
        Catalogue catalogue = Catalogue.builtIn();
        List<String> models =
                catalogue.models().stream().map(model -> model.name()).toList();
        Ware.all(catalogue).stream()
                .filter(ware -> !ware.isRetired())
                .forEach(ware -> wareWeights.put(ware, weight(ware.order(), models)));
        this.wares = new Draw<>(wareWeights);
    }

    private static double weight(Order order, List<String> models) {
        return KINDS.getOrDefault(order.kind(), 0.5)
                * MODES.getOrDefault(order.mode(), 5.0)
                * LENGTHS.getOrDefault(order.seconds(), 1.5)
                / (1 + models.indexOf(order.model()));
    }

    /** The items of the day that starts at {@code midnight}, in order of time. */
    List<UsageItem> day(Instant midnight) {
        Random random = new Random(midnight.toEpochMilli() + jobsPerDay);
        List<UsageItem> items = new ArrayList<>();
        for (int i = 0; i < jobsPerDay; i++) {
            addJob(items, random, midnight);
        }
        items.sort(Comparator.comparing(UsageItem::at));
        return items;
    }

    private void addJob(List<UsageItem> items, Random random, Instant midnight) {
        // The sum of two numbers is most often in the middle: noon.
        double hours = 12 * (random.nextDouble() + random.nextDouble());
        Instant ordered = midnight.plusMillis((long) (hours * 3_600_000));
        Ware ware = wares.next(random);
        String key = keys.next(random);
        JobId id = JobId.of(ordered, random.nextLong());
        UsageEntry.Type type = ENDS.next(random);
        Duration waiting = about(Duration.ofSeconds(2), 0.8, random);
        Duration processing = about(ware.typical(), 0.35, random);
        Optional<ErrorClass> error = errorClass(type, random);
        Instant ended = ordered.plus(waiting).plus(processing);
        Instant lastMoment = midnight.plus(1, ChronoUnit.DAYS).minusMillis(1);

        items.add(new UsageItem(ordered, UsageEntry.accepted(key, id, ware.order(), ware.estimate(), false)));
        items.add(new UsageItem(
                ended.isBefore(lastMoment) ? ended : lastMoment,
                new UsageEntry(
                        type,
                        Cell.GATEWAY,
                        key,
                        id,
                        ware.order(),
                        ware.estimate().microUsd(),
                        Optional.of(Status.OPEN),
                        ware.estimate(),
                        charge(type, ware.estimate(), random),
                        error,
                        took(type, processing, waiting),
                        false)));
    }

    /** Kling takes what was estimated, but for one in fifty, of which it takes half. */
    private static Charge charge(UsageEntry.Type type, Charge estimate, Random random) {
        return switch (type) {
            case ACCEPTED, EXPIRED, CORRECTED -> estimate;
            case FAILED, CANCELED -> Charge.NONE;
            case SUCCEEDED -> {
                int part = random.nextInt(50) == 0 ? 2 : 1;
                yield new Charge(estimate.milliUnits() / part, estimate.microUsd() / part, true);
            }
        };
    }

    private static Took took(UsageEntry.Type type, Duration processing, Duration waiting) {
        return switch (type) {
            case SUCCEEDED, FAILED -> new Took(Optional.of(processing), Optional.of(waiting));
            case ACCEPTED, CANCELED, EXPIRED, CORRECTED -> Took.UNKNOWN;
        };
    }

    private static Optional<ErrorClass> errorClass(UsageEntry.Type type, Random random) {
        return switch (type) {
            case ACCEPTED, SUCCEEDED, CORRECTED -> Optional.empty();
            case FAILED -> Optional.of(ERRORS.next(random));
            case CANCELED -> Optional.of(ErrorClass.CANCELED);
            case EXPIRED -> Optional.of(ErrorClass.EXPIRED);
        };
    }

    private static Duration about(Duration median, double spread, Random random) {
        return Duration.ofMillis((long) (median.toMillis() * Math.exp(spread * random.nextGaussian())));
    }
}
