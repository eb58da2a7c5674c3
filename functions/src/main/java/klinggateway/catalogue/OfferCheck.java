package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Checks an order, whose fields are right by themselves, against what the model offers. */
final class OfferCheck {

    private final String kind;
    private final ObjectNode fields;
    private final Product product;
    private final Model model;
    private final Offer offer;
    private final Catalogue catalogue;
    private final FieldCheck problems;

    OfferCheck(
            String kind,
            ObjectNode fields,
            Product product,
            Model model,
            Offer offer,
            Catalogue catalogue,
            FieldCheck problems) {
        this.kind = kind;
        this.fields = fields;
        this.product = product;
        this.model = model;
        this.offer = offer;
        this.catalogue = catalogue;
        this.problems = problems;
    }

    void check() {
        mode();
        duration();
        sound();
        offer.choices().forEach((name, values) -> {
            if (fields.has(name) && !values.contains(fields.path(name).asText())) {
                problems.problem(
                        "/" + name,
                        Words.given(fields.path(name).asText()) + " for " + model.name() + Words.allowed(values));
            }
        });
        special();
        new KindCheck(fields, problems).check(kind);
    }

    private boolean hasMode() {
        return offer.modes().containsKey(fields.path("mode").asText());
    }

    private void mode() {
        if (!fields.has("mode") || hasMode()) {
            return;
        }
        problems.problem(
                "/mode",
                offer.modes().isEmpty()
                        ? model.name() + " has no modes; leave it out"
                        : Words.given(fields.path("mode").asText()) + " for " + model.name()
                                + Words.allowed(offer.modes().keySet()));
    }

    private void duration() {
        List<Integer> seconds = refersToSomething() ? offer.seconds() : offer.plainSeconds();
        if (fields.has("duration")
                && !offer.seconds().isEmpty()
                && !seconds.contains(fields.path("duration").asInt())) {
            problems.problem(
                    "/duration",
                    Words.given(fields.path("duration").asInt() + " seconds") + " for " + model.name()
                            + Words.allowed(seconds));
        }
    }

    /** Whether the order refers to anything but frames: a picture, an element or a video. */
    private boolean refersToSomething() {
        for (JsonNode image : fields.path("imageList")) {
            if (!image.has("type")) {
                return true;
            }
        }
        return fields.has("elementList") || fields.has("videoList");
    }

    private void sound() {
        boolean isOn = fields.path("sound").asBoolean();
        String mode = fields.path("mode").asText();
        if (isOn && (hasMode() || offer.modes().isEmpty()) && !offer.sound().contains(mode)) {
            problems.problem(
                    "/sound",
                    offer.sound().isEmpty()
                            ? model.name() + " makes no sound; leave it out" + whoCan("sound")
                            : model.name() + " makes no sound in mode " + mode + Words.allowed(offer.sound()));
        }
        if (fields.has("sound") && !isOn && offer.alwaysSound()) {
            problems.problem("/sound", model.name() + " always makes sound, at no other price; leave it out");
        }
    }

    private void special() {
        Map<String, String> facts = Facts.of(fields);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            Field rule = product.fields().get(field.getKey());
            if (rule != null && rule.special()) {
                special(field.getKey(), facts);
            }
        }
        for (Rules.Need need : offer.needs()) {
            if (Facts.match(need.when(), facts)) {
                need.fields().stream()
                        .filter(name -> !fields.has(name))
                        .forEach(name -> problems.problem(
                                "/" + name,
                                "is missing; " + model.name() + " needs it with " + Words.conditions(need.when())));
            }
        }
    }

    private void special(String name, Map<String, String> facts) {
        Map<String, List<String>> conditions = offer.allows().get(name);
        if (conditions == null) {
            problems.problem("/" + name, "is not supported by " + model.name() + whoCan(name));
            return;
        }
        conditions.forEach((fact, values) -> {
            if (!values.contains(facts.get(fact))) {
                problems.problem(
                        "/" + name, model.name() + " takes it only with " + fact + " " + String.join(" or ", values));
            }
        });
    }

    private String whoCan(String name) {
        List<String> able = catalogue.models().stream()
                .filter(other -> other.livingOffer(kind)
                        .filter(found -> name.equals("sound")
                                ? !found.sound().isEmpty()
                                : found.allows().containsKey(name))
                        .isPresent())
                .map(Model::name)
                .toList();
        return able.isEmpty() ? "; leave it out" : "; models that can: " + String.join(", ", able);
    }
}
