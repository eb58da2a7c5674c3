package klinggateway.crash;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.Job;
import klinggateway.job.JobId;

/**
 * Which jobs have to be marked as duplicates: told by what the ledger says of like jobs, and not by who came first at any table. What
 * happened at once, or by clocks that disagree, may be told either way.
 */
final class Duplicates {

    private static final long WINDOW_MS = Duration.ofMinutes(10).toMillis();
    private static final Set<String> IN_VAIN = Set.of("FAILED", "CANCELED", "EXPIRED");

    private final World world;
    private final Map<JobId, Job> jobs = new HashMap<>();
    private final Map<JobId, List<Snapshot.Line>> lines = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    private Duplicates(World world, Snapshot now) {
        this.world = world;
        now.jobs().forEach(job -> jobs.put(job.id(), job));
        for (Snapshot.Line line : now.usage()) {
            if (!line.isExternal()) {
                lines.computeIfAbsent(JobId.parse(line.jobId()).orElseThrow(), unseen -> new ArrayList<>())
                        .add(line);
            }
        }
    }

    /** What is marked and should not be, and the other way round. */
    static List<String> broken(World world, Snapshot now) {
        Duplicates duplicates = new Duplicates(world, now);
        now.jobs().forEach(duplicates::check);
        return duplicates.broken;
    }

    private void check(Job job) {
        for (Snapshot.Line line : lines.getOrDefault(job.id(), List.of())) {
            require(
                    line.isDuplicate() == job.duplicateOf().isPresent(),
                    "%s is a duplicate of %s, and its line %s says otherwise",
                    job.id(),
                    job.duplicateOf(),
                    line);
        }
        job.duplicateOf().ifPresent(first -> marked(job, first));
        if (job.duplicateOf().isEmpty() && isUnnamed(job)) {
            jobs.values().stream()
                    .filter(other -> other.id().compareTo(job.id()) < 0
                            && other.duplicateOf().isEmpty()
                            && isLike(other, job))
                    .forEach(other -> unmarked(other, job));
        }
    }

    private void marked(Job job, JobId id) {
        Optional<Job> first = Optional.ofNullable(jobs.get(id));
        require(first.isPresent(), "%s is a duplicate of %s, which is no job", job.id(), id);
        first.ifPresent(other -> {
            require(
                    isUnnamed(job) && isLike(other, job),
                    "%s is a duplicate of %s, which is not like it",
                    job.id(),
                    id);
            require(other.duplicateOf().isEmpty(), "%s is a duplicate of %s, which is one itself", job.id(), id);
            require(
                    apart(other, job) < WINDOW_MS + slack(),
                    "%s is a duplicate of %s, which came long before",
                    job.id(),
                    id);
            require(
                    !wasInVain(other, job.createdAt().toEpochMilli() - slack() - 1),
                    "%s is a duplicate of %s, which was in vain",
                    job.id(),
                    id);
        });
    }

    /** Two like jobs that count as firsts: so much apart that they are, or one was in vain when the other came. */
    private void unmarked(Job one, Job other) {
        require(
                apart(one, other) >= WINDOW_MS - slack()
                        || wasEverInVain(one, acceptedAt(other) + slack())
                        || wasEverInVain(other, acceptedAt(one) + slack()),
                "%s and %s are alike, and neither is a duplicate",
                one.id(),
                other.id());
    }

    private boolean isUnnamed(Job job) {
        return mark(job).filter(world::isUnnamed).isPresent();
    }

    private boolean isLike(Job one, Job other) {
        return one.keyId().equals(other.keyId()) && mark(one).equals(mark(other));
    }

    private Optional<String> mark(Job job) {
        return world.mark(job);
    }

    private static long apart(Job one, Job other) {
        return Math.abs(Duration.between(one.createdAt(), other.createdAt()).toMillis());
    }

    private long acceptedAt(Job job) {
        return lines.getOrDefault(job.id(), List.of()).stream()
                .filter(line -> line.type().equals("ACCEPTED"))
                .mapToLong(Snapshot.Line::at)
                .findFirst()
                .orElse(0);
    }

    /** Whether it had ended in vain by then, and no truth has come later that it has not. */
    private boolean wasInVain(Job job, long by) {
        return wasEverInVain(job, by)
                && lines.getOrDefault(job.id(), List.of()).stream()
                        .noneMatch(line -> line.type().equals("SUCCEEDED"));
    }

    private boolean wasEverInVain(Job job, long by) {
        return lines.getOrDefault(job.id(), List.of()).stream()
                .anyMatch(line -> IN_VAIN.contains(line.type()) && line.at() <= by);
    }

    /** By how much two clocks may differ. */
    private long slack() {
        return world.skew().multipliedBy(2).toMillis();
    }

    @FormatMethod
    private void require(boolean holds, @FormatString String otherwise, Object... values) {
        if (!holds) {
            broken.add(String.format(Locale.ROOT, otherwise, values));
        }
    }
}
