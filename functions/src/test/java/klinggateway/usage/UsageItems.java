package klinggateway.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.JobId;
import klinggateway.job.Order;
import klinggateway.job.Pool;

/** Random ledgers: jobs that are accepted, and most of which end some way later, some of them twice after expiring. */
public final class UsageItems {

    private static final List<String> KINDS = List.of("text2video", "image2video");
    private static final List<String> MODELS = List.of("kling-v3", "kling-v2-6", "kling-v2-5-turbo");

    private UsageItems() {}

    public static List<UsageItem> random(Random random, int jobs, Instant from, Duration length, List<String> keys) {
        List<UsageItem> items = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            Instant at = from.plusMillis(random.nextLong(length.toMillis()));
            addJob(items, random, at, keys.get(random.nextInt(keys.size())));
        }
        items.sort(Comparator.comparing(UsageItem::at));
        return items;
    }

    private static void addJob(List<UsageItem> items, Random random, Instant at, String key) {
        long number = random.nextLong();
        JobId id = JobId.of(at, number);
        boolean isDuplicate = number % 4 == 0;
        int seconds = random.nextBoolean() ? 5 : 10;
        Order order = new Order(
                KINDS.get(random.nextInt(KINDS.size())),
                "video",
                Pool.VIDEO,
                MODELS.get(random.nextInt(MODELS.size())),
                random.nextBoolean() ? "std" : "pro",
                seconds,
                false,
                "16:9",
                1);
        Charge estimate = new Charge(random.nextLong(10_000), random.nextLong(2_000_000), false);
        items.add(new UsageItem(at, UsageEntry.accepted(key, id, order, estimate, isDuplicate)));
        if (random.nextInt(10) > 0) {
            Instant end = at.plusMillis(random.nextLong(Duration.ofHours(3).toMillis()));
            boolean expires = random.nextInt(8) == 0;
            Charge charge = expires ? estimate : new Charge(random.nextLong(10_000), random.nextLong(2_000_000), true);
            UsageEntry.Type type = expires ? UsageEntry.Type.EXPIRED : ending(random);
            items.add(new UsageItem(
                    end,
                    end(
                            key,
                            id,
                            order,
                            estimate.microUsd(),
                            Status.OPEN,
                            estimate,
                            charge,
                            type,
                            isDuplicate,
                            random)));
            if (expires && random.nextBoolean()) {
                Charge late = new Charge(random.nextLong(10_000), random.nextLong(2_000_000), true);
                items.add(new UsageItem(
                        end.plus(Duration.ofHours(1)),
                        end(
                                key,
                                id,
                                order,
                                estimate.microUsd(),
                                Status.EXPIRED,
                                charge,
                                late,
                                ending(random),
                                isDuplicate,
                                random)));
            }
        }
    }

    private static UsageEntry.Type ending(Random random) {
        return random.nextInt(4) == 0 ? UsageEntry.Type.FAILED : UsageEntry.Type.SUCCEEDED;
    }

    private static UsageEntry end(
            String key,
            JobId id,
            Order order,
            long estimatedMicroUsd,
            Status from,
            Charge before,
            Charge after,
            UsageEntry.Type type,
            boolean isDuplicate,
            Random random) {
        return new UsageEntry(
                type,
                Cell.GATEWAY,
                key,
                id,
                order,
                estimatedMicroUsd,
                Optional.of(from),
                before,
                after,
                errorClass(type),
                type == UsageEntry.Type.EXPIRED
                        ? UsageEntry.Took.UNKNOWN
                        : new UsageEntry.Took(
                                Optional.of(Duration.ofMillis(random.nextInt(300_000))),
                                Optional.of(Duration.ofMillis(random.nextInt(900_000)))),
                isDuplicate);
    }

    private static Optional<ErrorClass> errorClass(UsageEntry.Type type) {
        return switch (type) {
            case ACCEPTED, SUCCEEDED -> Optional.empty();
            case FAILED -> Optional.of(ErrorClass.OTHER);
            case CANCELED -> Optional.of(ErrorClass.CANCELED);
            case EXPIRED -> Optional.of(ErrorClass.EXPIRED);
            case CORRECTED -> throw new IllegalArgumentException("a correction ends no job");
        };
    }
}
