package klinggateway.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.http.InvalidParameter;
import klinggateway.job.JobState;
import klinggateway.job.Webhook;
import klinggateway.webhook.WebhookTargets;

/**
 * Reads an order's {@code webhookUrl} and {@code webhookEvents}.
 *
 * @param keyId of the key that orders
 */
record WebhookFields(WebhookTargets targets, String keyId) {

    /** Where the order does not say: that it has ended, in whatever way. */
    private static final List<JobState> USUAL =
            List.of(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELED, JobState.EXPIRED);

    /** Where the caller wants to hear of the job, if it does; what is wrong is added to {@code problems}. */
    Optional<Webhook> read(Optional<JsonNode> url, Optional<JsonNode> events, List<InvalidParameter> problems) {
        Set<String> words = events.map(node -> words(node, problems)).orElseGet(WebhookFields::usual);
        if (url.isEmpty()) {
            events.ifPresent(node -> problems.add(new InvalidParameter("/webhookEvents", "needs a webhookUrl")));
            return Optional.empty();
        }
        Optional<String> refusal = url.filter(JsonNode::isTextual)
                .map(node -> targets.refusal(node.asText(), keyId))
                .orElse(Optional.of("must be a text"));
        refusal.ifPresent(reason -> problems.add(new InvalidParameter("/webhookUrl", reason)));
        return refusal.isPresent()
                ? Optional.empty()
                : Optional.of(new Webhook(url.get().asText(), Webhook.Shape.GATEWAY, words));
    }

    private static Set<String> usual() {
        return new LinkedHashSet<>(USUAL.stream().map(JobState::word).toList());
    }

    private static Set<String> words(JsonNode node, List<InvalidParameter> problems) {
        List<String> known = WebhookTargets.events();
        Set<String> words = new LinkedHashSet<>();
        boolean isFine = node.isArray() && !node.isEmpty() && node.size() <= known.size();
        for (JsonNode item : node) {
            isFine &= item.isTextual() && known.contains(item.asText());
            words.add(item.asText());
        }
        if (!isFine) {
            problems.add(
                    new InvalidParameter("/webhookEvents", "must be an array of some of " + String.join(", ", known)));
        }
        return words;
    }
}
