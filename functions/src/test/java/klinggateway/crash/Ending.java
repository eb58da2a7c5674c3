package klinggateway.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lets time run, with messages when they are due and sweeps in between. */
final class Ending {

    /** Of what expires, Kling is asked daily. */
    private static final Duration LONG_ENOUGH = Duration.ofDays(7);

    private static final int INVOCATIONS = 3_000;

    private Ending() {}

    /** Delivers messages as they become due, for so long. */
    static void run(World world, Duration length) {
        Instant end = world.gateway.time.instant().plus(length);
        for (int i = 0; i < INVOCATIONS && pollBefore(world, end); i++) {
            // It has been delivered.
        }
        world.gateway.time.moveTo(end);
    }

    /**
     * Goes on until everything has ended, with a sweep each minute at first and then more rarely, which takes a fraction of
     * the time and finds the same; or until something does not hold, because that may never end.
     *
     * @return what does not hold then
     */
    static List<String> of(World world) {
        Instant start = world.gateway.time.instant();
        Duration passed = Duration.ZERO;
        Snapshot now = Snapshot.of(world);
        List<String> broken = new ArrayList<>(Invariants.broken(world, now));
        for (int i = 0; broken.isEmpty() && passed.compareTo(LONG_ENOUGH) < 0 && !Invariants.isCalm(world, now); i++) {
            passed = passed.plus(i < 3 ? Duration.ofMinutes(1) : passed.dividedBy(2));
            run(world, Duration.between(world.gateway.time.instant(), start.plus(passed)));
            world.sweep();
            world.deliver();
            now = Snapshot.of(world);
            broken.addAll(Invariants.broken(world, now));
        }
        if (Invariants.isUnsettled(now)) {
            Bookkeeping.reconcile(world);
            now = Snapshot.of(world);
        }
        broken.addAll(Invariants.brokenAtTheEnd(world, now));
        return broken;
    }

    private static boolean pollBefore(World world, Instant end) {
        Instant due = world.queue.nextDue().orElse(end);
        if (!due.isBefore(end)) {
            return false;
        }
        world.gateway.time.moveTo(due);
        world.poll();
        return true;
    }
}
