package klinggateway.emulators.kling;

import java.util.List;
import java.util.Optional;

/** The typed items of {@code contents} on the newer paths: docs/kling.md, Image to video. */
record Contents(List<Fields> items) {
    private static final int MOST = 20;

    static Contents of(Fields body, List<String> types) {
        List<Fields> items = body.objects("contents", MOST);
        if (items.isEmpty()) {
            throw Refusal.invalid("contents cannot be empty");
        }
        items.forEach(item -> item.choice("type", "", types));
        return new Contents(items);
    }

    List<Fields> all(String type) {
        return items.stream().filter(item -> item.required("type").equals(type)).toList();
    }

    Optional<Fields> single(String type) {
        List<Fields> found = all(type);
        if (found.size() > 1) {
            throw Refusal.invalid("contents can have only one " + type);
        }
        return found.stream().findFirst();
    }

    Fields required(String type) {
        return single(type).orElseThrow(() -> Refusal.invalid(type + " is required in contents"));
    }

    /** Whether there is one; if so, its URL is checked. */
    boolean hasMedium(String type) {
        Optional<Fields> medium = single(type);
        medium.ifPresent(Contents::checkUrl);
        return medium.isPresent();
    }

    int elements(String model, int most) {
        List<Fields> elements = all("element");
        if (elements.size() > most) {
            throw Refusal.invalid(model + " takes at most " + most + " elements");
        }
        elements.forEach(element -> {
            if (!element.has("element_id")) {
                throw Refusal.invalid("element_id is required");
            }
        });
        return elements.size();
    }

    /** Base64 is documented for these paths, but was refused whenever it was tried: docs/kling.md, Generations. */
    static void checkUrl(Fields item) {
        if (!Fields.isHttpUrl(item.required("url"))) {
            throw Refusal.invalid("url of " + item.required("type") + " is not a valid URL");
        }
    }
}
