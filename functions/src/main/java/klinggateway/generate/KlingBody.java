package klinggateway.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import klinggateway.catalogue.Wish;
import klinggateway.job.Order;

/** What is sent to Kling for a wish: the older generation's body (docs/kling.md, Text to video). */
final class KlingBody {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KlingBody() {}

    /** The JSON text, with its members always in the same order, so that equal wishes give equal texts. */
    static String of(Wish wish, Order order) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model_name", order.model());
        wish.prompt().ifPresent(prompt -> body.put("prompt", prompt));
        wish.negativePrompt().ifPresent(prompt -> body.put("negative_prompt", prompt));
        wish.cfgScale().ifPresent(scale -> body.put("cfg_scale", scale));
        body.put("mode", order.mode());
        body.put("aspect_ratio", order.aspectRatio());
        // Kling takes the length as a text here, and an integer on its newer paths.
        body.put("duration", Integer.toString(order.seconds()));
        if (order.sound()) {
            body.put("sound", "on");
        }
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values can be written as JSON", e);
        }
    }
}
