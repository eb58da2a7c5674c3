package klinggateway.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.anomaly.Search;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Query;
import klinggateway.http.Routes;
import klinggateway.keys.Scope;
import klinggateway.report.RollupBooks;
import klinggateway.report.UsageQuery;
import klinggateway.report.UsageQueryReader;
import klinggateway.usage.RememberedMinutes;
import klinggateway.usage.RememberedWatermark;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;

/** {@code GET /api/usage-anomalies}: days and hours in which a key spent, or a model failed, unusually often; why, and since when. */
record UsageAnomalies(UsageStore usage, RollupStore rollups, InstantSource clock) {

    private static final Duration USUAL_LENGTH = Duration.ofDays(7);
    private static final int LONGEST_DAYS = 31;

    /** Each key that is named is read on its own. */
    private static final int KEYS = 10;

    /** @param anomalies the newest first */
    private record Found(Instant timeStart, Instant timeEnd, String timeZone, List<AnomalyView> anomalies) {}

    void addTo(Routes routes) {
        routes.on("GET /api/usage-anomalies", Scope.USAGE, ErrorCode.ANALYTICS_ERROR, 500, this::find);
    }

    private Answer find(Call call) {
        Instant now = clock.instant();
        Query query = new Query(call, Set.of("timeStart", "timeEnd", "timeZone", UsageQuery.KEY));
        ZoneId zone = query.zone("timeZone").orElse(ZoneOffset.UTC);
        Instant asked = query.moment("timeEnd", zone).orElse(now);
        Instant to = asked.isBefore(now) ? asked : now;
        Instant from = query.moment("timeStart", zone).orElse(to.minus(USUAL_LENGTH));
        if (!from.isBefore(to)) {
            query.problem("timeStart", "must be before timeEnd, and in the past");
        } else if (Duration.between(from, to).compareTo(Duration.ofDays(LONGEST_DAYS)) > 0) {
            query.problem("timeStart", "must be at most " + LONGEST_DAYS + " days before timeEnd");
        }
        Set<String> keyIds = UsageQueryReader.keys(call, query);
        if (keyIds.size() > KEYS) {
            query.problem(UsageQuery.KEY, "takes at most " + KEYS + " keys here; leave it out for all");
        }
        query.check(ErrorCode.ANALYTICS_ERROR);

        UsageReader reader = new UsageReader(new RememberedMinutes(usage), new RememberedWatermark(rollups));
        List<Optional<String>> failuresOf = keyIds.isEmpty()
                ? List.of(Optional.empty())
                : keyIds.stream().map(Optional::of).toList();
        List<AnomalyView> anomalies = new Search(new RollupBooks(reader, keyIds, now), zone, failuresOf)
                .find(from, to).stream()
                        .map(anomaly -> AnomalyView.of(anomaly, zone))
                        .toList();
        return Answer.json(200, new Found(from, to, Query.nameOf(zone), anomalies));
    }
}
