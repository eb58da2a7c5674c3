package klinggateway.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.account.ResourcePacks.Reading;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.KlingReply;
import klinggateway.http.Query;
import klinggateway.http.Routes;
import klinggateway.keys.Scope;
import klinggateway.kling.DeductionQuestion;
import klinggateway.kling.DeductionQuestion.Source;
import klinggateway.kling.Kling;

/** What Kling says about the account behind the gateway: its resource packs, and what was taken out of them. */
public final class KlingAccount {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration USUAL_LENGTH = Duration.ofDays(30);

    private final Kling kling;
    private final ResourcePacks packs;
    private final InstantSource clock;

    public KlingAccount(Kling kling, ResourcePacks packs, InstantSource clock) {
        this.kling = kling;
        this.packs = packs;
        this.clock = clock;
    }

    /**
     * The account's packs.
     *
     * @param asOf when Kling was asked; its remaining quantities may be up to 12 hours older
     */
    private record Packs(Instant asOf, List<Pack> packs) {}

    /** @param deductions one line per task and pack, in Kling's words, newest first */
    private record Deductions(List<JsonNode> deductions, Optional<String> nextCursor) {}

    public void addTo(Routes routes) {
        routes.on("GET /api/account/packs", Scope.ADMIN, this::packs)
                .on("GET /api/account/deductions", Scope.ADMIN, this::deductions);
    }

    private Answer packs(Call call) {
        new Query(call, Set.of()).check(ErrorCode.INVALID_PARAMETERS);
        return switch (packs.read(call.deadline().atMost(PATIENCE))) {
            case Reading.Known known -> Answer.json(200, new Packs(known.at(), known.packs()));
            case Reading.Unknown unknown -> throw KlingReply.problem(unknown.error());
        };
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
}
