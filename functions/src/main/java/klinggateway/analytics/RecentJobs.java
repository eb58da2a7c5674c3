package klinggateway.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.http.JobCursor;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.JobStore.Cursor;
import klinggateway.report.UsageQuery;
import klinggateway.usage.Cell;
import klinggateway.usage.Dimension;
import klinggateway.usage.DurationBucket;
import klinggateway.usage.Filter;
import klinggateway.usage.Status;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;

/** The jobs of a range that pass a query's filter, newest first. */
final class RecentJobs {

    private static final int AT_ONCE = 100;
    /** More are not looked through for those that pass; the list then goes on from there. */
    private static final int LOOKED_THROUGH = 1_000;

    private final UsageStore usage;
    private final JobStore jobs;

    RecentJobs(UsageStore usage, JobStore jobs) {
        this.usage = usage;
        this.jobs = jobs;
    }

    /** @param nextCursor where the list goes on, if it does */
    record Page(List<RecentJob> jobs, Optional<String> nextCursor) {

        static final Page EMPTY = new Page(List.of(), Optional.empty());
    }

    Page page(UsageQuery query, Instant now) {
        Set<String> productTypes = query.filter().values().getOrDefault(Dimension.PRODUCT_TYPE, Set.of());
        Instant end = UsageReader.end(query.to(), now);
        List<RecentJob> found = new ArrayList<>();
        Optional<Cursor> last = query.before();
        int atOnce = query.filter().isEmpty() ? Math.min(AT_ONCE, query.limit()) : AT_ONCE;
        for (int seen = 0; seen < LOOKED_THROUGH; ) {
            List<UsageItem> accepted = usage.accepted(
                    new UsageStore.Listing(query.keyIds(), productTypes, query.from(), end, last), atOnce);
            Map<JobId, Job> read = new HashMap<>();
            jobs.findAll(accepted.stream().map(item -> item.entry().job()).toList())
                    .forEach(job -> read.put(job.id(), job));
            for (UsageItem item : accepted) {
                last = Optional.of(new Cursor(item.at(), item.entry().job()));
                Job job = read.get(item.entry().job());
                if (job != null && passes(query.filter(), job)) {
                    found.add(RecentJob.of(job));
                    if (found.size() == query.limit()) {
                        return new Page(found, last.map(JobCursor::text));
                    }
                }
            }
            if (accepted.size() < atOnce) {
                return new Page(found, Optional.empty());
            }
            seen += accepted.size();
        }
        return new Page(found, last.map(JobCursor::text));
    }

    private static boolean passes(Filter filter, Job job) {
        return filter.passes(new Cell(
                Cell.GATEWAY,
                job.order().productType(),
                job.order().pool().word(),
                job.order().kind(),
                job.order().model(),
                job.order().mode(),
                DurationBucket.of(job.order().seconds()),
                status(job.state()),
                job.ending()
                        .flatMap(Job.Ending::failure)
                        .map(Failure::errorClass)
                        .map(errorClass -> errorClass.word())
                        .orElse(Cell.NO_ERROR)));
    }

    private static Status status(JobState state) {
        return switch (state) {
            case QUEUED, SUBMITTING, SUBMITTED, PROCESSING -> Status.OPEN;
            case SUCCEEDED -> Status.SUCCEEDED;
            case FAILED -> Status.FAILED;
            case CANCELED -> Status.CANCELED;
            case EXPIRED -> Status.EXPIRED;
        };
    }
}
