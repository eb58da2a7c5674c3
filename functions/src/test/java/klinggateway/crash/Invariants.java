package klinggateway.crash;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.crash.Snapshot.Budget;
import klinggateway.crash.Snapshot.Sum;
import klinggateway.emulators.kling.EmulatedTask;
import klinggateway.emulators.kling.ProductType;
import klinggateway.job.Charge;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobState;
import klinggateway.keys.Policy;

/** What has to hold between any two invocations, and what more once everything has ended. Each answers what is broken. */
final class Invariants {

    private final World world;
    private final Snapshot now;
    private final List<String> broken = new ArrayList<>();

    private Invariants(World world, Snapshot now) {
        this.world = world;
        this.now = now;
    }

    static List<String> broken(World world, Snapshot now) {
        Invariants invariants = new Invariants(world, now);
        invariants.always();
        return invariants.broken;
    }

    static List<String> brokenAtTheEnd(World world, Snapshot now) {
        Invariants invariants = new Invariants(world, now);
        invariants.always();
        invariants.atTheEnd();
        return invariants.broken;
    }

    /** Whether there is nothing left to happen. */
    static boolean isCalm(World world, Snapshot now) {
        return world.queue.isEmpty()
                && !world.isTelling()
                && now.jobs().stream().allMatch(job -> job.state().isEnded() && job.state() != JobState.EXPIRED)
                && now.pools().values().stream().allMatch(pool -> pool.taken() == 0 && !pool.isWaitedFor());
    }

    /** Whether Kling's records are needed to tell what a job costs. */
    static boolean isUnsettled(Snapshot now) {
        return now.jobs().stream()
                .anyMatch(job -> job.state().isEnded()
                        && !job.charge().settled()
                        && job.task().isPresent());
    }

    private void always() {
        tasks().forEach((mark, tasks) ->
                require(tasks.size() <= world.mostJobs(mark), "%s was bought %s times", mark, tasks.size()));
        broken.addAll(Duplicates.broken(world, now));
        ledger();
        budgets();
        now.pools().forEach((pool, state) -> {
            int limit = pool.equals("video") ? world.concurrency : pool.equals("image") ? 9 : 5;
            require(state.taken() <= limit, "pool %s has %s slots taken", pool, state.taken());
        });
        require(
                world.gateway.emulator.maxConcurrent(ProductType.VIDEO) <= world.concurrency,
                "Kling had %s at once",
                world.gateway.emulator.maxConcurrent(ProductType.VIDEO));
        for (Job job : now.jobs()) {
            // SQS may deliver twice, and a process may die after it has sent the next message and before the last is
            // gone.
            long live = world.queue.live(job);
            require(live <= 1 + world.disturbances(), "%s has %s live chains", job.id(), live);
        }
    }

    /** Each job's lines lead from nothing to what it is charged, one after the other. */
    private void ledger() {
        Map<String, Sum> charged = new HashMap<>();
        Map<String, Integer> accepted = new HashMap<>();
        Map<String, Integer> corrected = new HashMap<>();
        for (Snapshot.Line line : now.usage()) {
            if (line.isExternal()) {
                continue;
            }
            Sum change = line.after().plus(negated(line.before()));
            charged.merge(line.jobId(), change, Sum::plus);
            accepted.merge(line.jobId(), line.type().equals("ACCEPTED") ? 1 : 0, Integer::sum);
            corrected.merge(line.jobId(), line.type().equals("CORRECTED") ? 1 : 0, Integer::sum);
        }
        for (Job job : now.jobs()) {
            Sum sum = charged.getOrDefault(job.id().text(), Sum.NOTHING);
            require(sum.equals(sum(job.charge())), "%s is charged %s, its usage %s", job.id(), job.charge(), sum);
            int times = accepted.getOrDefault(job.id().text(), 0);
            require(times == 1, "%s was counted %s times", job.id(), times);
            charged.remove(job.id().text());
        }
        corrected.forEach((job, times) -> require(times <= 1, "%s was corrected %s times", job, times));
        require(charged.isEmpty(), "there is usage of no job: %s", charged);
    }

    /** What open jobs may cost is reserved, and what the others did cost is spent. */
    private void budgets() {
        Map<String, Budget> wanted = new HashMap<>();
        for (Job job : now.jobs()) {
            long cost = job.charge().microUsd();
            boolean ended = job.state().isEnded();
            Budget part = new Budget(ended ? cost : 0, ended ? 0 : cost, cost);
            wanted.merge(job.keyId() + " " + job.period(), part, Invariants::sum);
            wanted.merge(job.keyId() + " total", part, Invariants::sum);
        }
        Map<String, Budget> actual = new HashMap<>(now.budgets());
        require(actual.equals(wanted), "the budgets are %s instead of %s", actual, wanted);
        actual.forEach((name, budget) -> {
            Policy policy = world.buyers.policy(name.substring(0, name.indexOf(' ')));
            Optional<Long> limit = name.endsWith(" total") ? policy.totalMicroUsd() : policy.monthlyMicroUsd();
            require(
                    limit.isEmpty() || budget.spent() + budget.reserved() <= limit.get(),
                    "the budget of %s is overdrawn: %s",
                    name,
                    budget);
        });
    }

    /** What Kling has of each order. */
    private Map<String, List<EmulatedTask>> tasks() {
        Map<String, List<EmulatedTask>> tasks = new HashMap<>();
        for (EmulatedTask task : world.gateway.emulator.tasks()) {
            String mark = Snapshot.mark(task.request().toString()).orElse("no mark");
            tasks.computeIfAbsent(mark, unseen -> new ArrayList<>()).add(task);
        }
        return tasks;
    }

    private void atTheEnd() {
        Map<String, List<EmulatedTask>> tasks = tasks();
        Map<String, Integer> byMark = new HashMap<>();
        for (Job job : now.jobs()) {
            require(
                    job.state().isEnded() && job.state() != JobState.EXPIRED,
                    "%s has not ended: %s",
                    job.id(),
                    job.state());
            String mark = world.mark(job).orElse("no request");
            int count = byMark.merge(mark, 1, Integer::sum);
            require(count <= world.mostJobs(mark), "%s became %s jobs", mark, count);
            List<EmulatedTask> ofMark = tasks.getOrDefault(mark, List.of());
            List<EmulatedTask> own =
                    ofMark.stream().filter(task -> isOf(task, job)).toList();
            bought(job, own);
            tasks.put(mark, ofMark.stream().filter(task -> !own.contains(task)).toList());
        }
        tasks.values().removeIf(List::isEmpty);
        webhooks();
        require(tasks.isEmpty(), "Kling has tasks of no job: %s", tasks);
        now.pools().forEach((pool, state) -> {
            require(state.taken() == 0, "%s slots of the pool %s are taken for ever", state.taken(), pool);
            require(!state.isWaitedFor(), "the pool %s is waited for by nobody", pool);
        });
        require(world.queue.isEmpty(), "there are messages left");
        // A process whose clock is fast, by half a minute at most, has written usage for a moment that has yet to come,
        // and
        // an answer about the present holds what is two seconds away, so minutes would overlap.
        world.pass(Duration.ofMinutes(1));
        analytics();
    }

    /** Who wanted to hear of a job's end has, and of no other end, each time under the same id. */
    private void webhooks() {
        List<String> ids = world.receiver.ids();
        for (Job job : now.jobs()) {
            String mine = "msg_" + job.id().text().substring("job_".length()) + "_";
            Set<String> ends = ids.stream()
                    .filter(id -> id.startsWith(mine))
                    .map(id -> id.substring(mine.length()))
                    .filter(state -> JobState.ofWord(state).isEnded())
                    .collect(Collectors.toSet());
            Set<String> wanted = job.isTold() ? Set.of(job.state().word()) : Set.of();
            require(ends.equals(wanted), "%s is %s, and its webhook was told %s", job.id(), job.state(), ends);
        }
    }

    /** Where Kling takes no id of ours, nothing is ordered without a name more than once. */
    private static boolean isOf(EmulatedTask task, Job job) {
        return task.externalId().map(id -> id.equals(job.id().text())).orElse(true);
    }

    private void bought(Job job, List<EmulatedTask> tasks) {
        boolean unknown = job.ending()
                .flatMap(Job.Ending::failure)
                .filter(Failure::outcomeUnknown)
                .isPresent();
        BigDecimal units = tasks.stream().map(EmulatedTask::unitsDeducted).reduce(BigDecimal.ZERO, BigDecimal::add);
        long milliUnits =
                unknown ? job.quote().milliUnits() : units.movePointRight(3).longValueExact();
        long microUsd = unknown
                ? job.quote().microUsd()
                : units.multiply(BigDecimal.valueOf(job.quote().microUsdPerUnit()))
                        .longValue();
        require(
                sum(job.charge()).equals(new Sum(milliUnits, microUsd)),
                "%s is %s and charged %s, but Kling took %s units",
                job.id(),
                job.state(),
                job.charge(),
                units);
        require(unknown || job.charge().settled(), "%s is not settled", job.id());
    }

    private void analytics() {
        List<Snapshot.Line> external =
                now.usage().stream().filter(Snapshot.Line::isExternal).toList();
        require(
                external.size() == world.recorded.size(),
                "%s were recorded, and %s are in the ledger",
                world.recorded,
                external.size());
        int calls = now.jobs().size() + external.size();
        Sum charged = Stream.concat(
                        now.jobs().stream().map(job -> sum(job.charge())),
                        external.stream().map(Snapshot.Line::after))
                .reduce(Sum.NOTHING, Sum::plus);
        var read = Analytics.total(world, now.minutes());
        require(
                read.duplicates()
                                == now.jobs().stream()
                                        .filter(job -> job.duplicateOf().isPresent())
                                        .count()
                        && read.duplicateMicroUsd()
                                == now.jobs().stream()
                                        .filter(job -> job.duplicateOf().isPresent())
                                        .mapToLong(job -> job.charge().microUsd())
                                        .sum(),
                "analytics say %s of duplicates among %s",
                read,
                now.jobs());
        require(
                read.calls() == calls && new Sum(read.milliUnits(), read.microUsd()).equals(charged),
                "analytics say %s of %s calls that are charged %s",
                read,
                calls,
                charged);
    }

    private static Sum sum(Charge charge) {
        return new Sum(charge.milliUnits(), charge.microUsd());
    }

    private static Sum negated(Sum sum) {
        return new Sum(-sum.milliUnits(), -sum.microUsd());
    }

    private static Budget sum(Budget a, Budget b) {
        return new Budget(a.spent() + b.spent(), a.reserved() + b.reserved(), a.used() + b.used());
    }

    @FormatMethod
    private void require(boolean holds, @FormatString String otherwise, Object... values) {
        if (!holds) {
            broken.add(String.format(Locale.ROOT, otherwise, values));
        }
    }
}
