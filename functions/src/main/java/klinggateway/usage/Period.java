package klinggateway.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import klinggateway.usage.RangeCut.Run;

/** One minute, quarter of an hour, hour or day. */
public record Period(Granularity granularity, Instant start) {

    public Period {
        if (!granularity.startsAt(start)) {
            throw new IllegalArgumentException("no " + granularity.word() + " starts at " + start);
        }
    }

    /** The period that ends at {@code end}, if one does. */
    public static Optional<Period> endingAt(Granularity granularity, Instant end) {
        return granularity.startsAt(end)
                ? Optional.of(new Period(granularity, granularity.floor(end.minusMillis(1))))
                : Optional.empty();
    }

    /** The period that holds {@code moment}. */
    public static Period of(Granularity granularity, Instant moment) {
        return new Period(granularity, granularity.floor(moment));
    }

    public Instant end() {
        return granularity.next(start);
    }

    /** The fewest shorter periods of UTC that make it up. */
    public List<Run> parts() {
        List<Granularity> shorter = Granularity.OF_UTC.stream()
                .filter(other -> other.length().compareTo(granularity.length()) < 0)
                .toList();
        return RangeCutter.ofClosed(shorter, end())
                .cut(start, end(), new TreeSet<>())
                .runs();
    }
}
