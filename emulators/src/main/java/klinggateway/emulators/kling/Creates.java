package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.emulators.kling.Product.Generation;

/** Answers creates: the hooks of the prompt first, then validation, then the account. */
final class Creates {
    private static final int LONGEST_KEPT_TEXT = 10_000;
    private static final int KEPT_OF_LONGER = 64;

    private final KlingAccount account;
    private final TaskView view;
    private final Callbacks callbacks;
    private final HookCounter counter = new HookCounter();

    Creates(KlingAccount account, TaskView view, Callbacks callbacks) {
        this.account = account;
        this.view = view;
        this.callbacks = callbacks;
    }

    Answer answer(Product product, ApiRequest request, Hooks forced) {
        Fields body = request.json();
        Hooks hooks = forced.and(counter.due(Hooks.in(prompts(body)), counted(body)));
        return hooks.delayed(hooks.insteadOfCreating().orElseGet(() -> created(product, request.path(), body, hooks)));
    }

    private Answer created(Product product, String path, Fields body, Hooks hooks) {
        Order order = product.reader().read(product.tail(path), body);
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

    private static String counted(Fields body) {
        return Stream.of(body.node(), body.node().path("options"))
                .map(at -> at.path("external_task_id").asText(""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseGet(() -> prompts(body));
    }

    /** All texts a hook may stand in, read without judging the body: a hook strikes before validation. */
    private static String prompts(Fields body) {
        JsonNode node = body.node();
        return Stream.of(
                        Stream.of(node.path("prompt")),
                        node.path("multi_prompt").valueStream().map(shot -> shot.path("prompt")),
                        node.path("contents").valueStream().map(content -> content.path("text")))
                .flatMap(texts -> texts)
                .map(text -> text.asText(""))
                .collect(Collectors.joining("\n"));
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
