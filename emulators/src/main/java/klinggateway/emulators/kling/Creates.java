package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.emulators.kling.Product.Generation;

/** Answers creates: the hooks of the body's texts first, then validation, then the account. */
final class Creates {
    private static final int LONGEST_KEPT_TEXT = 10_000;
    private static final int KEPT_OF_LONGER = 64;
    /** Members that name the order rather than describe it: they differ where counted hooks must not. */
    private static final Set<String> NAMES = Set.of("external_task_id", "callback_url");

    private final KlingAccount account;
    private final TaskView view;
    private final Callbacks callbacks;
    private final ResultLinks links;
    private final InstantSource clock;
    private final boolean retiredModels;
    private final ReplyView replies;
    private final HookCounter counter = new HookCounter();

    Creates(
            KlingAccount account,
            TaskView view,
            Callbacks callbacks,
            ResultLinks links,
            InstantSource clock,
            boolean retiredModels) {
        this.account = account;
        this.view = view;
        this.callbacks = callbacks;
        this.links = links;
        this.replies = new ReplyView(links);
        this.clock = clock;
        this.retiredModels = retiredModels;
    }

    Answer answer(Product product, ApiRequest request, Hooks forced) {
        Fields body = request.json();
        String texts = texts(body.node()).collect(Collectors.joining("\n"));
        Hooks hooks = forced.and(counter.due(Hooks.in(texts), counted(body, texts)));
        return hooks.delayed(hooks.insteadOfCreating().orElseGet(() -> created(product, request.path(), body, hooks)));
    }

    private Answer created(Product product, String path, Fields body, Hooks hooks) {
        Inputs inputs = new Inputs(account, links, hooks, clock.instant(), retiredModels);
        Order order = product.reader().read(product.tail(path), body, inputs);
        if (product.generation() == Generation.IMMEDIATE) {
            Task task = account.fulfil(product, path, order, hooks, shortened(body.node()));
            return hooks.afterCreating().orElseGet(() -> new Answer.Data(replies.of(task)));
        }
        Task task = account.create(product, path, order, hooks, shortened(body.node()));
        if (hooks.has("callback", "early")) {
            callbacks.sendDue();
        }
        return hooks.afterCreating()
                .orElseGet(() -> new Answer.Data(
                        product.generation() == Generation.LEGACY
                                ? view.legacyCreated(task)
                                : view.currentCreated(task)));
    }

    private static String counted(Fields body, String texts) {
        return Stream.of(body.node(), body.node().path("options"))
                .map(at -> at.path("external_task_id").asText(""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse(texts);
    }

    /** All texts a hook may stand in, read without judging the body: a hook strikes before validation. */
    private static Stream<String> texts(JsonNode node) {
        if (node.isTextual()) {
            return Stream.of(node.textValue())
                    .filter(text -> text.length() <= LONGEST_KEPT_TEXT)
                    .map(text -> text.replaceAll("%5[Bb]", "[").replaceAll("%5[Dd]", "]"));
        }
        return node.isObject()
                ? node.propertyStream()
                        .filter(member -> !NAMES.contains(member.getKey()))
                        .flatMap(member -> texts(member.getValue()))
                : node.valueStream().flatMap(Creates::texts);
    }

    /** Inline media would fill the memory and the folder; what it was is visible from its beginning. */
    private static JsonNode shortened(JsonNode node) {
        if (node.isTextual() && node.textValue().length() > LONGEST_KEPT_TEXT) {
            String text = node.textValue();
            return TextNode.valueOf(text.substring(0, KEPT_OF_LONGER) + "… (" + text.length() + " characters)");
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.forEachEntry((name, value) -> copy.set(name, shortened(value)));
            return copy;
        }
        if (node.isArray()) {
            return Json.array()
                    .addAll(node.valueStream().map(Creates::shortened).toList());
        }
        return node;
    }
}
