package klinggateway.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.alert.Alert;
import klinggateway.alert.AlertStore;
import klinggateway.alert.Rules;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Query;

/** Shows the rules with what is firing, and what has fired before. */
final class AlertLists {

    private static final int USUAL = 50;
    private static final int MOST = 100;

    private final Rules rules;
    private final AlertStore alerts;
    private final RuleRequests requests;
    private final InstantSource clock;

    AlertLists(Rules rules, AlertStore alerts, RuleRequests requests, InstantSource clock) {
        this.rules = rules;
        this.alerts = alerts;
        this.requests = requests;
        this.clock = clock;
    }

    private record Overview(List<ObjectNode> rules, List<AlertView> firing, Instant asOf) {}

    private record History(List<AlertView> alerts, Optional<String> cursor) {}

    Answer overview(Call call) {
        Instant now = clock.instant();
        List<String> firing = alerts.states().stream()
                .flatMap(state -> state.firing().stream())
                .toList();
        List<AlertView> shown = alerts.find(firing).stream()
                .sorted(Comparator.comparing(Alert::id).reversed())
                .map(AlertView::of)
                .toList();
        return Answer.json(
                200, new Overview(rules.all().stream().map(requests::view).toList(), shown, now));
    }

    Answer history(Call call) {
        Query query = new Query(call, Set.of("limit", "cursor"));
        int limit = query.wholeNumber("limit", USUAL, 1, MOST);
        Optional<String> cursor = query.text("cursor");
        if (cursor.filter(text -> !Alert.isId(text)).isPresent()) {
            query.problem("cursor", "must be the cursor of an earlier answer");
        }
        query.check(ErrorCode.INVALID_PARAMETERS);
        List<Alert> page = alerts.history(limit + 1, cursor);
        List<Alert> shown = page.subList(0, Math.min(limit, page.size()));
        return Answer.json(
                200,
                new History(
                        shown.stream().map(AlertView::of).toList(),
                        page.size() > limit ? Optional.of(shown.getLast().id()) : Optional.empty()));
    }
}
