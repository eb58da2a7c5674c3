package klinggateway.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore;
import klinggateway.lifecycle.Deadline;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageStore;

/** The gateway's jobs, found by what was written about them in the ledger. */
final class GatewayBooks {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int PAGE = 500;
    /** As many items as {@link KlingBooks} reads records. */
    private static final int MOST_PAGES = 200;

    private final UsageStore usage;
    private final JobStore jobs;

    GatewayBooks(UsageStore usage, JobStore jobs) {
        this.usage = usage;
        this.jobs = jobs;
    }

    /** The jobs of which anything was written in {@code span}; nothing if there are too many or too little time. */
    Optional<List<Job>> read(Timespan span, Deadline deadline) {
        Set<JobId> ids = new LinkedHashSet<>();
        Optional<UsageItem> last = Optional.empty();
        for (int pages = 0; pages < MOST_PAGES && deadline.left().compareTo(SHORTEST) > 0; pages++) {
            List<UsageItem> page = usage.written(span.from(), span.to(), last, PAGE);
            page.forEach(item -> ids.add(item.entry().job()));
            if (page.size() < PAGE) {
                return found(List.copyOf(ids), deadline);
            }
            last = Optional.of(page.getLast());
        }
        return Optional.empty();
    }

    private Optional<List<Job>> found(List<JobId> ids, Deadline deadline) {
        List<Job> found = new ArrayList<>();
        for (int start = 0; start < ids.size(); start += PAGE) {
            if (deadline.left().compareTo(SHORTEST) < 0) {
                return Optional.empty();
            }
            found.addAll(jobs.findAll(ids.subList(start, Math.min(start + PAGE, ids.size()))));
        }
        return Optional.of(found);
    }
}
