package klinggateway.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
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
    private static final Set<String> PRODUCT_TYPES = Set.of("video", "image", "all");
    private static final Set<String> PARAMETERS = Set.of("apiKey", "productType", "timeStart", "timeEnd", "limit");

    static UsageQuery read(Call call, Instant now) {
        List<InvalidParameter> problems = new ArrayList<>();
        for (String name : call.query().keySet()) {
            if (!PARAMETERS.contains(name)) {
                problems.add(new InvalidParameter(
                        name,
                        "is not known; known are "
                                + String.join(", ", PARAMETERS.stream().sorted().toList())));
            }
        }
        Optional<String> productType = call.queryParameter("productType");
        if (productType.filter(type -> !PRODUCT_TYPES.contains(type)).isPresent()) {
            problems.add(new InvalidParameter("productType", "must be video, image or all"));
        }
        Instant to = moment(call, "timeEnd", problems).orElse(now);
        Instant from = moment(call, "timeStart", problems).orElse(to.minus(DEFAULT_LENGTH));
        if (!from.isBefore(to)) {
            problems.add(new InvalidParameter("timeStart", "must be before timeEnd"));
        } else if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            problems.add(new InvalidParameter("timeStart", "must be at most 400 days before timeEnd"));
        }
        UsageQuery query = new UsageQuery(
                key(call, problems), productType.filter(type -> !type.equals("all")), from, to, limit(call, problems));
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(ErrorCode.ANALYTICS_ERROR, problems);
        }
        return query;
    }

    /** A key sees itself only; whoever sees all may name one. */
    private static Optional<String> key(Call call, List<InvalidParameter> problems) {
        Optional<String> asked = call.queryParameter("apiKey");
        if (asked.filter(KeyText::looksLikeOne).isPresent()) {
            problems.add(new InvalidParameter("apiKey", "takes a key's id, never the key itself"));
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

    private static Optional<Instant> moment(Call call, String name, List<InvalidParameter> problems) {
        return call.queryParameter(name).flatMap(text -> {
            try {
                if (text.chars().allMatch(Character::isDigit)) {
                    return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
                }
                return Optional.of(
                        text.length() == 10
                                ? LocalDate.parse(text)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                : OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException | NumberFormatException notAMoment) {
                problems.add(new InvalidParameter(
                        name, "must be like 2026-11-24, 2026-11-24T13:00:00Z or milliseconds since 1970"));
                return Optional.empty();
            }
        });
    }

    private static int limit(Call call, List<InvalidParameter> problems) {
        String text = call.queryParameter("limit").orElse(Integer.toString(DEFAULT_LIMIT));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LIMIT) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below.
        }
        problems.add(new InvalidParameter("limit", "must be a whole number from 1 to " + LIMIT));
        return DEFAULT_LIMIT;
    }
}
