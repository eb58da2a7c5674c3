package klinggateway.system;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.account.Pack;
import klinggateway.account.ResourcePacks.Reading;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.Pool;
import klinggateway.job.QueueDepths.Depths;
import klinggateway.kling.KlingError;
import klinggateway.system.SystemStatusAnswer.Compaction;
import klinggateway.system.SystemStatusAnswer.Paused;
import klinggateway.system.SystemStatusAnswer.PoolStatus;
import klinggateway.system.SystemStatusAnswer.Warning;
import klinggateway.system.SystemStatusAnswer.Warning.Code;

/** What an operator should look after, and how. */
final class Warnings {

    private static final Duration OLD_JOB = Duration.ofHours(1);
    private static final Duration MUCH_LAG = Duration.ofMinutes(5);
    private static final Duration ENDS_SOON = Duration.ofDays(7);
    private static final BigDecimal NEARLY_EMPTY = new BigDecimal("0.1");

    private Warnings() {}

    static List<Warning> ofPools(Map<Pool, PoolStatus> pools, Instant now) {
        List<Warning> warnings = new ArrayList<>();
        pools.forEach((pool, status) -> {
            status.paused()
                    .flatMap(Paused::refusal)
                    .ifPresent(refusal -> warnings.add(new Warning(
                            Code.ACCOUNT_REFUSED,
                            "Kling refuses the account, so nothing is sent from the pool " + pool.word() + ". "
                                    + refusal.message())));
            status.oldestOpenAt()
                    .filter(at -> at.plus(OLD_JOB).isBefore(now))
                    .ifPresent(
                            at -> warnings.add(
                                    new Warning(
                                            Code.JOB_IS_OLD,
                                            "A job of the pool " + pool.word() + " has been open since " + at
                                                    + ". If many wait, raise the pool's concurrency at Kling and in the settings;"
                                                    + " otherwise see what went wrong at Kling last, and the log of the function sweep.")));
        });
        return warnings;
    }

    static List<Warning> ofQueue(Depths depths) {
        return Stream.of(DeadLetterQueue.values())
                .filter(queue -> depths.in(queue) > 0)
                .map(queue -> new Warning(Code.DEAD_LETTERS, queue.sentence(depths.in(queue)) + " " + queue.advice()))
                .toList();
    }

    static List<Warning> ofCompaction(Compaction compaction) {
        return compaction
                .lag()
                .filter(lag -> lag > MUCH_LAG.toSeconds())
                .map(lag -> new Warning(
                        Code.COMPACTION_LAGS,
                        "Usage has not been rolled up for " + lag + " seconds, which makes analytics slow and after two"
                                + " hours incomplete. See the log of the function compact."))
                .stream()
                .toList();
    }

    static List<Warning> ofAccount(Reading reading, Map<Pool, PoolStatus> pools, Instant now) {
        return switch (reading) {
            case Reading.Unknown unknown -> List.of(packsUnknown(unknown.error()));
            case Reading.Known known -> ofPacks(known.packs(), pools, now);
        };
    }

    private static List<Warning> ofPacks(List<Pack> packs, Map<Pool, PoolStatus> pools, Instant now) {
        List<Pack> online = packs.stream().filter(Pack::isOnline).toList();
        List<Warning> warnings = new ArrayList<>();
        for (Pack pack : online) {
            nearlyEmpty(pack).ifPresent(warnings::add);
            endsSoon(pack, now).ifPresent(warnings::add);
        }
        warnings.addAll(missing(online, pools));
        return warnings;
    }

    private static Warning packsUnknown(KlingError error) {
        String said = error.message().isEmpty() ? "" : " (" + error.message() + ")";
        return new Warning(Code.PACKS_UNKNOWN, "Kling does not tell about its packs" + said + ". " + error.advice());
    }

    private static Optional<Warning> nearlyEmpty(Pack pack) {
        boolean isNearlyEmpty = pack.total().isPresent()
                && pack.remaining()
                        .filter(left -> left.compareTo(pack.total().get().multiply(NEARLY_EMPTY)) < 0)
                        .isPresent();
        return isNearlyEmpty
                ? Optional.of(new Warning(
                        Code.PACK_NEARLY_EMPTY,
                        "The pack " + pack.name() + " has " + units(pack) + " left. Buy another one at Kling."))
                : Optional.empty();
    }

    private static Optional<Warning> endsSoon(Pack pack, Instant now) {
        boolean hasUnits = pack.remaining().filter(left -> left.signum() > 0).isPresent();
        return pack.expiresAt()
                .filter(end -> hasUnits && end.isBefore(now.plus(ENDS_SOON)))
                .map(end -> new Warning(
                        Code.PACK_ENDS_SOON,
                        "The pack " + pack.name() + " ends at " + end + " with " + units(pack)
                                + " left, which Kling does not refund. Use them, and buy another one in time."));
    }

    private static String units(Pack pack) {
        return pack.remaining().map(BigDecimal::toPlainString).orElse("?") + " units";
    }

    private static List<Warning> missing(List<Pack> online, Map<Pool, PoolStatus> pools) {
        return pools.entrySet().stream()
                .filter(entry -> entry.getValue().isInUse())
                .map(Map.Entry::getKey)
                .filter(pool -> online.stream().noneMatch(pack -> pack.mayBeFor(pool)))
                .map(pool -> new Warning(
                        Code.NO_PACK_ONLINE,
                        "No pack for the pool " + pool.word()
                                + " is online, though it has jobs. Buy one at Kling, unless"
                                + " the account pays from its balance."))
                .toList();
    }
}
