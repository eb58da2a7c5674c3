package klinggateway.facade.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Model;
import klinggateway.catalogue.NewerOrder;
import klinggateway.catalogue.Offer;
import klinggateway.catalogue.OlderOrder;
import klinggateway.catalogue.Product;
import klinggateway.catalogue.Wish;
import klinggateway.facade.kling.Paths.Newer;
import klinggateway.facade.kling.Paths.Older;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.JobError;
import klinggateway.http.ProblemException;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.JobState;
import klinggateway.job.Webhook;
import klinggateway.kling.Kling;
import klinggateway.order.Ordered;
import klinggateway.order.Purchase;
import klinggateway.order.Sales;
import klinggateway.task.NewerTask;
import klinggateway.task.OlderTask;
import klinggateway.task.ShownJob;
import klinggateway.webhook.WebhookTargets;

/** Takes orders in Kling's words, of either generation. */
final class Creates {

    private static final int LONGEST_ID = 255;
    /** Kling calls at each change of a task; what it would not say of a task, such as that it was canceled, is a failure. */
    private static final Set<String> EVENTS = Set.of("submitted", "processing", "succeeded", "failed", "canceled");

    private final Catalogue catalogue;
    private final Sales sales;
    private final Purchase purchase;
    private final WebhookTargets targets;
    private final Calls calls;
    private final OwnJobs ownJobs;

    Creates(Catalogue catalogue, Sales sales, Purchase purchase, WebhookTargets targets, Calls calls, OwnJobs ownJobs) {
        this.catalogue = catalogue;
        this.sales = sales;
        this.purchase = purchase;
        this.targets = targets;
        this.calls = calls;
        this.ownJobs = ownJobs;
    }

    /** {@code POST <path>} of the older generation. */
    Answer older(Call call, Older older) {
        Job job = bought(call, older.product().path(), () -> {
            ObjectNode body = call.json();
            Wish wish = OlderOrder.wish(older.kind(), older.product(), body);
            checkModel(wish, older.product());
            OlderOrder.lacking(wish).ifPresent(problem -> {
                throw refused(problem.pointer(), problem.message());
            });
            return new Ordered(
                    sales.sell(call.caller(), wish, Set.of(Generation.OLDER)),
                    extras(call, body, Webhook.Shape.KLING_OLDER));
        });
        if (older.hasTasks()) {
            return Envelope.of(call, OlderTask.created(ownJobs.shown(job)));
        }
        return Envelope.of(call, OlderTask.answered(ownJobs.shown(unlessFailed(calls.ended(call, job)))));
    }

    /** The newer generation's names, and models that are sold there only, are unknown on the older paths. */
    private void checkModel(Wish wish, Product product) {
        String name = wish.fields().path("model").asText(product.defaultModel());
        Optional<Offer> offer = catalogue
                .model(name)
                .filter(model -> model.name().equals(name))
                .flatMap(model -> model.offer(wish.kind()));
        if (offer.filter(known -> known.generations().contains(Generation.OLDER))
                .isEmpty()) {
            throw noSuchModel(name);
        }
    }

    /** {@code POST <path>/<model>} of the newer generation. */
    Answer newer(Call call, Newer newer) {
        Model model = catalogue
                .model(newer.model())
                .filter(known -> known.newerName().filter(newer.model()::equals).isPresent())
                .orElseThrow(() -> noSuchModel(newer.model()));
        Offer offer = model.offer(newer.kind())
                .filter(known -> known.generations().contains(Generation.NEWER))
                .orElseThrow(() -> noSuchModel(newer.model()));
        Job job = bought(call, newer.kind() + "/" + newer.model(), () -> {
            ObjectNode body = call.json();
            Wish wish = NewerOrder.wish(newer.kind(), model, offer, body);
            Set<Generation> in =
                    sales.reachable().contains(Generation.NEWER) ? Set.of(Generation.NEWER) : Set.of(Generation.OLDER);
            return new Ordered(
                    sales.sell(call.caller(), wish, in), extras(call, body.path("options"), Webhook.Shape.KLING_NEWER));
        });
        return Envelope.of(call, NewerTask.created(ownJobs.shown(job)));
    }

    /** {@code POST} to a path that the operator lets through. Nothing of the order is known but what is not Kling's business. */
    Answer unlisted(Call call, Paths.Open open) {
        boolean isNewer = Kling.isNewer(open.path());
        Job job = bought(call, open.path(), () -> {
            ObjectNode body = call.json();
            JsonNode options = isNewer ? body.path("options") : body;
            Extras extras = extras(call, options, isNewer ? Webhook.Shape.KLING_NEWER : Webhook.Shape.KLING_OLDER);
            if (options instanceof ObjectNode own) {
                own.remove(List.of("external_task_id", "callback_url"));
            }
            return new Ordered(sales.unlisted(call.caller(), open.model(), open.path(), body), extras);
        });
        ShownJob shown = ownJobs.shown(job);
        if (job.state() == JobState.SUCCEEDED) {
            return Envelope.of(call, OlderTask.answered(shown));
        }
        return Envelope.of(call, isNewer ? NewerTask.created(shown) : OlderTask.created(shown));
    }

    private Job bought(Call call, String route, Supplier<Ordered> order) {
        return unlessFailed(purchase.buy(call, "/kling" + route, order).job());
    }

    /** The job, unless it has ended already in vain, most likely because Kling refused it. */
    private static Job unlessFailed(Job job) {
        Optional<Failure> failure = job.ending().flatMap(Job.Ending::failure);
        if (failure.isPresent()) {
            throw JobError.of(failure.get()).problem();
        }
        return job;
    }

    private Extras extras(Call call, JsonNode body, Webhook.Shape shape) {
        Optional<String> externalId = text(body, "external_task_id");
        if (externalId.filter(id -> id.length() > LONGEST_ID).isPresent()) {
            throw WrongValue.of("external_task_id has more than " + LONGEST_ID + " characters");
        }
        Optional<Webhook> webhook = text(body, "callback_url").map(url -> webhook(url, shape, call));
        return new Extras("", false, Map.of(), externalId, webhook, Optional.empty());
    }

    private Webhook webhook(String url, Webhook.Shape shape, Call call) {
        targets.refusal(url, call.caller().id()).ifPresent(reason -> {
            throw WrongValue.of("callback_url " + reason);
        });
        return new Webhook(url, shape, EVENTS);
    }

    private static Optional<String> text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw WrongValue.of(name + " must be a text");
        }
        return Optional.of(value.asText()).filter(text -> !text.isEmpty());
    }

    private static ProblemException noSuchModel(String name) {
        return refused("/model", "'" + name + "' is not supported for this API");
    }

    private static ProblemException refused(String pointer, String message) {
        return ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, List.of(new InvalidParameter(pointer, message)));
    }
}
