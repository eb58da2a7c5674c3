package klinggateway.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.http.Query;
import klinggateway.keys.KeyText;

/**
 * What a caller wants to know.
 *
 * @param keyId one key's usage, or everyone's
 * @param from inclusive
 * @param to exclusive
 * @param limit how many recent jobs
 */
record UsageQuery(Optional<String> keyId, Optional<String> productType, Instant from, Instant to, int limit) {

    private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int DEFAULT_LIMIT = 20;
    private static final int LIMIT = 100;
    private static final List<String> PRODUCT_TYPES = List.of("video", "image", "all");
    private static final Set<String> PARAMETERS = Set.of("apiKey", "productType", "timeStart", "timeEnd", "limit");

    static UsageQuery read(Call call, Instant now) {
        Query query = new Query(call, PARAMETERS);
        Optional<String> productType = query.choice("productType", PRODUCT_TYPES);
        Instant to = query.moment("timeEnd").orElse(now);
        Instant from = query.moment("timeStart").orElse(to.minus(DEFAULT_LENGTH));
        if (!from.isBefore(to)) {
            query.problem("timeStart", "must be before timeEnd");
        } else if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            query.problem("timeStart", "must be at most 400 days before timeEnd");
        }
        Optional<String> key = key(call, query);
        int limit = query.wholeNumber("limit", DEFAULT_LIMIT, 1, LIMIT);
        query.check(ErrorCode.ANALYTICS_ERROR);
        return new UsageQuery(key, productType.filter(type -> !type.equals("all")), from, to, limit);
    }

    /** A key sees itself only; whoever sees all may name one. */
    private static Optional<String> key(Call call, Query query) {
        Optional<String> asked = query.text("apiKey");
        if (asked.filter(KeyText::looksLikeOne).isPresent()) {
            query.problem("apiKey", "takes a key's id, never the key itself");
            return Optional.empty();
        }
        if (call.caller().seesAll()) {
            return asked;
        }
        String own = call.caller().id();
        if (asked.filter(id -> !id.equals(own)).isPresent()) {
            throw ProblemException.of(ErrorCode.AUTH_FAILED, 403, "This key sees its own usage only; leave apiKey out");
        }
        return Optional.of(own);
    }
}
