package klinggateway.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.KlingReply;
import klinggateway.http.ProblemException;
import klinggateway.http.Query;
import klinggateway.http.Routes;
import klinggateway.keys.Scope;
import klinggateway.kling.DeductionQuestion;
import klinggateway.kling.DeductionQuestion.Source;
import klinggateway.kling.Kling;

/** What Kling says about the account behind the gateway: its resource packs, and what was taken out of them. */
final class KlingAccount {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Packs are found by when they were bought, and none lasts a year. */
    private static final Duration PACKS_BOUGHT_WITHIN = Duration.ofDays(400);
    /** Kling takes one such question a second, and its answer lags by hours anyway. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final Duration USUAL_LENGTH = Duration.ofDays(30);

    private final Kling kling;
    private final InstantSource clock;
    private Optional<Packs> lastPacks = Optional.empty();

    KlingAccount(Kling kling, InstantSource clock) {
        this.kling = kling;
        this.clock = clock;
    }

    /**
     * The account's packs.
     *
     * @param asOf when Kling was asked; its remaining quantities may be up to 12 hours older
     */
    private record Packs(Instant asOf, List<Pack> packs) {}

    /**
     * One pack.
     *
     * @param remaining units
     * @param status Kling's word: {@code toBeOnline, online, expired} or {@code runOut}
     */
    private record Pack(
            String id,
            String name,
            String type,
            Optional<BigDecimal> total,
            Optional<BigDecimal> remaining,
            Optional<Instant> purchasedAt,
            Optional<Instant> effectiveAt,
            Optional<Instant> expiresAt,
            String status) {}

    /** @param deductions one line per task and pack, in Kling's words, newest first */
    private record Deductions(List<JsonNode> deductions, Optional<String> nextCursor) {}

    void addTo(Routes routes) {
        routes.on("GET /api/account/packs", Scope.ADMIN, this::packs)
                .on("GET /api/account/deductions", Scope.ADMIN, this::deductions);
    }

    private synchronized Answer packs(Call call) {
        new Query(call, Set.of()).check(ErrorCode.INVALID_PARAMETERS);
        Instant now = clock.instant();
        Optional<Packs> fresh =
                lastPacks.filter(packs -> packs.asOf().plus(FRESH).isAfter(now));
        Packs packs = fresh.orElseGet(() -> asked(call, now));
        lastPacks = Optional.of(packs);
        return Answer.json(200, packs);
    }

    private Packs asked(Call call, Instant now) {
        String path = "/account/costs?start_time="
                + now.minus(PACKS_BOUGHT_WITHIN).toEpochMilli() + "&end_time=" + now.toEpochMilli();
        JsonNode data = KlingReply.data(
                kling.ask("GET", path, Optional.empty(), call.deadline().atMost(PATIENCE)));
        // This answer has a code of its own inside the usual one.
        if (data.path("code").asInt() != 0) {
            throw ProblemException.later(
                    ErrorCode.SERVICE_ERROR, 503, "Kling could not tell about its packs", Duration.ofMinutes(1));
        }
        List<Pack> packs = new ArrayList<>();
        data.path("resourcePackSubscribeInfos").forEach(node -> packs.add(pack(node)));
        return new Packs(now, packs);
    }

    private static Pack pack(JsonNode node) {
        return new Pack(
                node.path("resourcePackId").asText(),
                node.path("resourcePackName").asText(),
                node.path("resourcePackType").asText(),
                number(node.path("totalQuantity")),
                number(node.path("remainingQuantity")),
                moment(node.path("purchaseTime")),
                moment(node.path("effectiveTime")),
                moment(node.path("invalidTime")),
                node.path("status").asText());
    }

    private Answer deductions(Call call) {
        Query query = new Query(call, Set.of("source", "timeStart", "timeEnd", "productType", "limit", "cursor"));
        String source = query.choice("source", List.of("package", "balance")).orElse("package");
        Optional<String> productType = query.choice("productType", List.of("video", "image", "try-on"));
        Instant to = query.moment("timeEnd").orElseGet(clock::instant);
        Instant from = query.moment("timeStart").orElse(to.minus(USUAL_LENGTH));
        if (!from.isBefore(to)) {
            query.problem("timeStart", "must be before timeEnd");
        }
        int limit = query.wholeNumber("limit", DeductionQuestion.LONGEST_PAGE, 1, DeductionQuestion.LONGEST_PAGE);
        query.check(ErrorCode.INVALID_PARAMETERS);
        DeductionQuestion question =
                new DeductionQuestion(Source.ofWord(source), from, to, limit, productType, query.text("cursor"));
        JsonNode data = KlingReply.data(question.ask(kling, call.deadline().atMost(PATIENCE)));
        List<JsonNode> lines = new ArrayList<>();
        data.path("result").path("detail").forEach(lines::add);
        Optional<String> next = Optional.of(data.path("nextCursor").asText()).filter(cursor -> !cursor.isEmpty());
        return Answer.json(200, new Deductions(lines, next));
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
    }

    private static Optional<Instant> moment(JsonNode node) {
        return node.canConvertToLong() ? Optional.of(Instant.ofEpochMilli(node.asLong())) : Optional.empty();
    }
}
