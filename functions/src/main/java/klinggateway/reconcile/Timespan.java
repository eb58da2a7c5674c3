package klinggateway.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Query;

/**
 * The time whose jobs are compared.
 *
 * @param from inclusive
 * @param to exclusive
 */
record Timespan(Instant from, Instant to) {

    static final Duration DAY = Duration.ofDays(1);

    private static final Duration USUAL_LENGTH = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** The usual time, up to now. */
    static Timespan usual(Instant now) {
        return new Timespan(now.minus(USUAL_LENGTH), now);
    }

    /** @param kept how long jobs are kept; what Kling took for older ones could not be told from what is not ours */
    static Timespan read(Call call, Instant now, Duration kept) {
        Query query = Query.ofBody(call, Set.of("timeStart", "timeEnd"));
        Instant end = query.moment("timeEnd").orElse(now);
        Instant to = end.isBefore(now) ? end : now;
        Optional<Instant> start = query.moment("timeStart");
        Instant from = start.orElse(to.minus(USUAL_LENGTH));
        if (!from.isBefore(to)) {
            query.problem("timeStart", "must be before timeEnd and in the past");
        } else if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            query.problem("timeStart", "must be at most " + LONGEST.toDays() + " days before timeEnd");
        } else if (from.isBefore(now.minus(kept).plus(DAY))) {
            query.problem("timeStart", "is too long ago: jobs are kept for " + kept.toDays() + " days");
        }
        query.check(ErrorCode.INVALID_PARAMETERS);
        return new Timespan(from, to);
    }

    /** The day that begins {@code number} days after the start. */
    Timespan day(int number) {
        Instant begin = from.plus(DAY.multipliedBy(number));
        return new Timespan(begin, begin.plus(DAY));
    }

    /** The same without what is after {@code end}. */
    Timespan until(Instant end) {
        return end.isBefore(to) ? new Timespan(from, end) : this;
    }

    boolean isEmpty() {
        return !from.isBefore(to);
    }

    boolean holds(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
