package klinggateway.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import klinggateway.usage.Measures;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.UsageReader;

/** What analytics answer about all keys, minute by minute, because a range of a day would be hundreds of requests. */
final class Analytics {

    private Analytics() {}

    static Measures total(World world, SortedSet<Long> minutes) {
        UsageReader reader = new UsageReader(world.gateway.usage, world.gateway.rollups);
        Measures total = Measures.ZERO;
        for (long minute : minutes) {
            Instant from = Instant.ofEpochSecond(minute * 60);
            Instant to = from.plus(Duration.ofMinutes(1));
            total = total.plus(reader.total(Shape.CUBE, Span.whole(Set.of(), from, to), world.gateway.time.instant())
                    .total());
        }
        return total;
    }
}
