package klinggateway.facade.kling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.JobStore.Cursor;
import klinggateway.task.ShownJob;
import klinggateway.usage.Parallel;

/** A key's jobs in their order, newest first. */
final class OwnJobs {

    private static final int AT_ONCE = 100;
    /** Beyond this, a list that is counted from its beginning is not the way to find something. */
    private static final int DEEPEST = 5_000;

    private final JobStore jobs;

    OwnJobs(JobStore jobs) {
        this.jobs = jobs;
    }

    /**
     * So many jobs of a list, and where it goes on.
     *
     * @param next empty if there are no more
     */
    record Stretch(List<Job> jobs, Optional<Cursor> next) {}

    /** The job with all that is shown of it. */
    ShownJob shown(Job job) {
        return new ShownJob(
                job,
                jobs.extras(job).orElse(Extras.NONE),
                job.state() == JobState.SUCCEEDED ? jobs.result(job.id()) : Optional.empty());
    }

    /** The same for several. */
    List<ShownJob> shown(List<Job> several) {
        return Parallel.all(several.stream()
                .<Supplier<ShownJob>>map(job -> () -> shown(job))
                .toList());
    }

    /** From {@code skip} on, at most {@code most} of the key's jobs that are {@code wanted}. */
    List<Job> page(String keyId, Predicate<Job> wanted, long skip, int most) {
        List<Job> found = new ArrayList<>();
        long toSkip = skip;
        int read = 0;
        for (Optional<Cursor> at = Optional.empty(); found.size() < most; ) {
            List<Job> some = some(keyId, at);
            read += some.size();
            for (Job job : some) {
                if (wanted.test(job) && toSkip-- <= 0 && found.size() < most) {
                    found.add(job);
                }
            }
            if (some.size() < AT_ONCE) {
                return found;
            }
            if (read >= DEEPEST && found.size() < most) {
                throw WrongValue.of(
                        "The page is more than " + DEEPEST + " tasks of this key away; POST /tasks has a cursor");
            }
            at = Optional.of(cursor(some.getLast()));
        }
        return found;
    }

    /** All of the key's jobs that are {@code wanted}, of the last so many. */
    List<Job> all(String keyId, Predicate<Job> wanted) {
        return after(keyId, Optional.empty(), wanted, job -> false, Integer.MAX_VALUE)
                .jobs();
    }

    /**
     * After {@code from}, at most {@code most} of the key's jobs that are {@code wanted}, as far as one request reads.
     *
     * @param isTooOld whether neither this job nor any after it is wanted
     */
    Stretch after(String keyId, Optional<Cursor> from, Predicate<Job> wanted, Predicate<Job> isTooOld, int most) {
        List<Job> found = new ArrayList<>();
        Optional<Cursor> at = from;
        for (int read = 0; read < DEEPEST; read += AT_ONCE) {
            List<Job> some = some(keyId, at);
            for (Job job : some) {
                if (isTooOld.test(job)) {
                    return new Stretch(found, Optional.empty());
                }
                if (found.size() == most) {
                    return new Stretch(found, at);
                }
                if (wanted.test(job)) {
                    found.add(job);
                }
                at = Optional.of(cursor(job));
            }
            if (some.size() < AT_ONCE) {
                return new Stretch(found, Optional.empty());
            }
        }
        return new Stretch(found, at);
    }

    private List<Job> some(String keyId, Optional<Cursor> before) {
        List<JobId> ids = jobs.ofKey(keyId, before, AT_ONCE);
        return jobs.findAll(ids).stream()
                .filter(job -> job.keyId().equals(keyId))
                .sorted(Comparator.comparing(Job::createdAt)
                        .thenComparing(Job::id)
                        .reversed())
                .toList();
    }

    private static Cursor cursor(Job job) {
        return new Cursor(job.createdAt(), job.id());
    }
}
