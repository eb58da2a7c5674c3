package klinggateway.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import klinggateway.alert.AlertSecrets;
import klinggateway.alert.Condition;
import klinggateway.alert.Mistake;
import klinggateway.alert.Rule;
import klinggateway.alert.RuleJson;
import klinggateway.alert.Rules;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.keys.KeyStore;
import klinggateway.keys.KeyText;
import klinggateway.keys.RotateRequest;
import klinggateway.webhook.WebhookTargets;

/** Makes, shows, changes and deletes rules. */
final class RuleRequests {

    private static final int DIGITS = 32;
    private static final int TRIES = 5;

    private final Rules rules;
    private final KeyStore keys;
    private final AlertSecrets secrets;
    private final WebhookTargets targets;
    private final InstantSource clock;
    private final RandomGenerator random;

    RuleRequests(
            Rules rules,
            KeyStore keys,
            AlertSecrets secrets,
            WebhookTargets targets,
            InstantSource clock,
            RandomGenerator random) {
        this.rules = rules;
        this.keys = keys;
        this.secrets = secrets;
        this.targets = targets;
        this.clock = clock;
        this.random = random;
    }

    Answer create(Call call) {
        Rule rule = read("rule-" + Long.toUnsignedString(random.nextLong(), DIGITS), call);
        if (!rules.add(rule)) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS,
                    409,
                    "There are " + Rules.MOST
                            + " rules, which is the most there can be; delete one that is not needed");
        }
        return Answer.json(201, withSecret(rule));
    }

    Answer show(Call call) {
        return Answer.json(200, withSecret(named(call)));
    }

    Answer replace(Call call) {
        Rule wanted = read(named(call).id(), call);
        return Answer.json(200, withSecret(write(call, read -> wanted.with(read.generations()))));
    }

    Answer rotate(Call call) {
        RotateRequest request = RotateRequest.read(call);
        Instant now = clock.instant();
        return Answer.json(200, withSecret(write(call, read -> read.rotated(now, now.plus(request.grace())))));
    }

    /** Carries out a change on the rule as it is now; one that others were faster than is decided anew. */
    private Rule write(Call call, UnaryOperator<Rule> change) {
        for (int i = 0; i < TRIES; i++) {
            Rule read = named(call);
            Rule next = change.apply(read);
            if (rules.replace(read, next)) {
                return next;
            }
        }
        throw ProblemException.later(
                ErrorCode.SYSTEM_ERROR, 503, "Others keep changing this rule; try again", Duration.ofSeconds(1));
    }

    /** Shows the rule that was deleted, or the gateway's own that is back. */
    Answer delete(Call call) {
        Rule rule = named(call);
        if (rule.changedAt().isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS,
                    409,
                    "The rule " + rule.id() + " comes with the gateway and cannot be deleted; switch it off by PUT"
                            + " /api/alerts/" + rule.id() + " with \"on\": false");
        }
        rules.delete(rule.id());
        return Answer.json(200, view(rules.find(rule.id()).orElse(rule)));
    }

    /** The rule of the path. */
    Rule named(Call call) {
        return rules.find(call.pathParameter("id"))
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.INVALID_PARAMETERS, 404, "There is no such rule; GET /api/alerts lists all"));
    }

    /** A rule as lists show it. */
    ObjectNode view(Rule rule) {
        ObjectNode view = RuleJson.of(rule).put("isDefault", rules.isDefault(rule.id()));
        return rule.generations()
                        .formerUntil()
                        .filter(clock.instant()::isBefore)
                        .isPresent()
                ? view
                : view.without("formerSecretUntil");
    }

    private ObjectNode withSecret(Rule rule) {
        ObjectNode view = view(rule);
        return rule.webhookUrl().isEmpty()
                ? view
                : view.put("webhookSecret", secrets.newest(rule).reveal());
    }

    private Rule read(String id, Call call) {
        List<Mistake> mistakes = new ArrayList<>();
        Optional<Rule> rule = RuleJson.read(id, call.json(), clock.instant(), mistakes);
        rule.flatMap(Rule::webhookUrl)
                .flatMap(targets::refusal)
                .ifPresent(reason -> mistakes.add(new Mistake("/webhookUrl", reason)));
        rule.flatMap(known -> keyId(known.condition()))
                .filter(keyId -> !KeyText.isId(keyId) || keys.find(keyId).isEmpty())
                .ifPresent(keyId -> mistakes.add(
                        new Mistake("/condition/apiKey", "must be a key's id, as GET /api/keys lists them")));
        if (rule.isEmpty() || !mistakes.isEmpty()) {
            throw ProblemException.invalid(
                    ErrorCode.INVALID_PARAMETERS,
                    mistakes.stream()
                            .map(mistake -> new InvalidParameter(mistake.at(), mistake.reason()))
                            .toList());
        }
        return rule.get();
    }

    private static Optional<String> keyId(Condition condition) {
        return switch (condition) {
            case Condition.BudgetSpent c -> c.keyId();
            case Condition.BudgetForecast c -> c.keyId();
            case Condition.Spending c -> c.keyId();
            case Condition.ErrorRate c -> c.keyId();
            case Condition.SuccessRate c -> Optional.empty();
            case Condition.QueueWait c -> Optional.empty();
            case Condition.SlowModel c -> Optional.empty();
            case Condition.PackRemaining c -> Optional.empty();
            case Condition.PackExpiry c -> Optional.empty();
            case Condition.DeadLetters c -> Optional.empty();
            case Condition.Reconciliation c -> Optional.empty();
        };
    }
}
