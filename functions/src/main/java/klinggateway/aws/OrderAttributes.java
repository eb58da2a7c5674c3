package klinggateway.aws;

import klinggateway.job.Order;
import klinggateway.job.Pool;

/** An order, as the rows of a job and of its usage both hold it. */
final class OrderAttributes {

    private OrderAttributes() {}

    static Item put(Item item, Order order) {
        return item.put("kind", order.kind())
                .put("productType", order.productType())
                .put("pool", order.pool().word())
                .put("model", order.model())
                .put("mode", order.mode())
                .put("seconds", order.seconds())
                .put("sound", order.sound())
                .put("aspectRatio", order.aspectRatio())
                .put("slots", order.slots());
    }

    static Order read(Item item) {
        return new Order(
                item.needText("kind"),
                item.needText("productType"),
                Pool.ofWord(item.needText("pool")),
                item.needText("model"),
                item.needText("mode"),
                (int) item.needNumber("seconds"),
                item.needBoolean("sound"),
                item.needText("aspectRatio"),
                (int) item.needNumber("slots"));
    }
}
