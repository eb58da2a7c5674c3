package klinggateway.emulators.kling;

import java.util.List;

/** Reads the list of elements on the older paths; whether an element exists is not looked at. */
final class Elements {

    private Elements() {}

    /** @param most how many the model takes; 0 if none */
    static int count(String model, int most, Fields body) {
        List<Fields> elements = body.objects("element_list", Math.max(most, 1));
        if (!elements.isEmpty() && most == 0) {
            throw Refusal.invalid("element_list is not supported by " + model);
        }
        elements.forEach(element -> {
            if (!element.node().path("element_id").isIntegralNumber()) {
                throw Refusal.invalid("element_id must be an integer");
            }
        });
        return elements.size();
    }
}
