package klinggateway.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import klinggateway.TestGateway;
import klinggateway.job.Charge;
import klinggateway.job.JobId;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.usage.Cube;
import klinggateway.usage.ExternalUsage;
import klinggateway.usage.Granularity;
import klinggateway.usage.Period;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageItem;
import klinggateway.usage.Watermark;

/** Days whose use is rolled up, without each of their jobs having been made. */
public final class PastDays {

    private PastDays() {}

    /**
     * Ten videos of half a dollar at noon of so many days up to yesterday.
     *
     * @param elsewhere whether they were recorded instead of ordered
     */
    public static void used(TestGateway gateway, int days, List<String> keys, boolean elsewhere) {
        Instant now = gateway.time.instant();
        RollupStore.Writer writer = gateway.rollups.begin(now);
        for (int day = days; day > 0; day--) {
            Period period = new Period(Granularity.DAY, Granularity.DAY.floor(now.minus(Duration.ofDays(day))));
            Period hour = new Period(Granularity.HOUR, period.start().plus(Duration.ofHours(12)));
            List<UsageItem> all = new ArrayList<>();
            for (String key : keys) {
                List<UsageItem> items = items(key, hour.start(), elsewhere);
                writer.put(key, period, Cube.of(items));
                writer.put(key, hour, Cube.of(items));
                all.addAll(items);
            }
            writer.put(RollupStore.EVERYONE, period, Cube.of(all));
            writer.put(RollupStore.EVERYONE, hour, Cube.of(all));
        }
        writer.moveWatermark(new Watermark(Granularity.MINUTE.floor(now.minusSeconds(60)), Map.of()));
    }

    private static List<UsageItem> items(String key, Instant at, boolean elsewhere) {
        return IntStream.range(0, 10)
                .mapToObj(number -> JobId.of(at, number))
                .map(id -> new UsageItem(at, elsewhere ? recorded(key, id, at) : ordered(key, id)))
                .toList();
    }

    private static UsageEntry ordered(String key, JobId id) {
        return UsageEntry.accepted(key, id, order(), new Charge(3_500, 500_000, false), false);
    }

    private static UsageEntry recorded(String key, JobId id, Instant at) {
        return new ExternalUsage.Event(
                        id.text(),
                        "",
                        at,
                        key,
                        order(),
                        UsageEntry.Type.SUCCEEDED,
                        new Charge(3_500, 500_000, true),
                        Optional.empty(),
                        UsageEntry.Took.UNKNOWN)
                .entry(id);
    }

    private static Order order() {
        return new Order("text2video", "video", Pool.VIDEO, "kling-v2-6", "std", 5, false, "16:9", 1);
    }
}
