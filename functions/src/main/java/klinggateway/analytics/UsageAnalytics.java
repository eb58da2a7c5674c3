package klinggateway.analytics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Routes;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.report.UsageQuery;
import klinggateway.report.UsageQueryReader;
import klinggateway.report.UsageReport;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;

/** {@code GET /api/usage-analytics}: what was used, what it cost, and what happened last. */
final class UsageAnalytics {

    private static final Map<String, String> CSV_HEADERS = Map.of(
            "Content-Type", "text/csv; charset=utf-8",
            "Content-Disposition", "attachment; filename=\"usage.csv\"",
            "Vary", "Accept");

    private final UsageStore usage;
    private final RollupStore rollups;
    private final RecentJobs recent;
    private final InstantSource clock;

    UsageAnalytics(UsageStore usage, RollupStore rollups, JobStore jobs, InstantSource clock) {
        this.usage = usage;
        this.rollups = rollups;
        this.recent = new RecentJobs(usage, jobs);
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.on("GET /api/usage-analytics", Scope.USAGE, ErrorCode.ANALYTICS_ERROR, 500, this::analytics);
    }

    private Answer analytics(Call call) {
        Instant now = clock.instant();
        UsageQuery query = UsageQueryReader.read(call, now);
        UsageReport report = UsageReport.read(query, usage, rollups, now);
        Optional<UsageReport> previous = query.isCompared()
                ? Optional.of(UsageReport.read(query.previous(), usage, rollups, now))
                : Optional.empty();
        boolean isCsv = call.header("accept")
                .filter(accept -> accept.toLowerCase(Locale.ROOT).contains("text/csv"))
                .isPresent();
        RecentJobs.Page page = isCsv ? RecentJobs.Page.EMPTY : recent.page(query, now);
        UsageAnswer answer = UsageAnswer.of(query, report, previous, page, now);
        return isCsv ? new Answer.OfText(200, CSV_HEADERS, UsageCsv.of(answer)) : Answer.json(200, answer);
    }
}
