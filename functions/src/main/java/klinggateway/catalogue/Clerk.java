package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.catalogue.Sale.Refused;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.Order;
import org.jspecify.annotations.Nullable;

/** Serves one wish: finds the offer, checks every field, fills in what was left out, and names the price. */
final class Clerk {

    private static final int USUAL_SECONDS = 5;

    private final Wish wish;
    private final Catalogue catalogue;
    private final FieldCheck check = new FieldCheck();

    Clerk(Wish wish, Catalogue catalogue) {
        this.wish = wish;
        this.catalogue = catalogue;
    }

    Sale sell() {
        Product product = catalogue.products().get(wish.kind());
        if (product == null) {
            check.problem(
                    "/kind",
                    Words.given(wish.kind())
                            + Words.allowed(catalogue.products().keySet()));
            return new Refused(check.problems());
        }
        ObjectNode given = wish.fields().deepCopy();
        JsonNode named = given.remove("model");
        ObjectNode fields = check.object("", given, product.fields());
        checkGroups(fields, product);
        Optional<Model> model = model(product, named);
        Optional<Offer> offer = model.flatMap(found -> found.offer(wish.kind()));
        if (model.isEmpty() || offer.isEmpty()) {
            return new Refused(check.problems());
        }
        return sell(fields, product, model.get(), offer.get());
    }

    private Sale sell(ObjectNode fields, Product product, Model model, Offer offer) {
        fillIn(fields, product, offer);
        int seconds = fields.path("duration").asInt();
        checkOffer(fields, product, model, offer);
        if (product.fields().containsKey("multiShot")) {
            MultiShot.check(fields, seconds, check);
        }
        Optional<BigDecimal> units = offer.units(Pricing.facts(fields));
        if (units.isEmpty() && check.problems().isEmpty()) {
            check.problem("/model", model.name() + " has no price for this, so it cannot be ordered");
        }
        if (units.isEmpty() || !check.problems().isEmpty()) {
            return new Refused(check.problems());
        }
        Pricing pricing = new Pricing(wish.kind(), fields, product, catalogue);
        Order order = pricing.order(model);
        Optional<String> name = model.unnamed() ? Optional.empty() : Optional.of(model.name());
        return new Sold(fields, product, name, order, pricing.quote(order, offer, units.get()));
    }

    private Optional<Model> model(Product product, @Nullable JsonNode named) {
        String name = named == null || named.isNull() ? product.defaultModel() : named.asText();
        Optional<Model> model = catalogue.model(name);
        Optional<Model> able = model.filter(
                found -> found.offer(wish.kind()).isPresent() && found.retired().isEmpty());
        if (able.isEmpty()) {
            String reason = model.flatMap(Model::retired)
                    .map(date -> "'" + name + "' was switched off by Kling on " + date)
                    .orElse(Words.given(name));
            check.problem("/model", reason + Words.allowed(catalogue.modelsOf(wish.kind())));
        }
        return able;
    }

    private void checkGroups(ObjectNode fields, Product product) {
        for (List<String> group : product.oneOf()) {
            if (group.stream().noneMatch(fields::has) && group.stream().noneMatch(wish.fields()::hasNonNull)) {
                check.problem("/" + group.getFirst(), "is missing; needed is one of " + String.join(", ", group));
            }
        }
        for (List<String> group : product.exclusive()) {
            List<String> present = group.stream().filter(fields::has).toList();
            if (present.size() > 1) {
                check.problem("/" + present.getLast(), "cannot be together with " + present.getFirst());
            }
        }
    }

    private void fillIn(ObjectNode fields, Product product, Offer offer) {
        product.fields().forEach((name, rule) -> {
            if (!fields.has(name)
                    && !wish.fields().hasNonNull(name)
                    && !(name.equals("aspectRatio") && hasShapeOfInput(fields))) {
                rule.defaultValue().ifPresent(value -> {
                    if (rule.type() == Field.Type.WHOLE_NUMBER) {
                        fields.put(name, Integer.parseInt(value));
                    } else {
                        fields.put(name, value);
                    }
                });
            }
        });
        if (!fields.has("mode")
                && !wish.fields().hasNonNull("mode")
                && !offer.modes().isEmpty()) {
            String usual =
                    offer.defaultMode().orElse(offer.modes().keySet().iterator().next());
            boolean isMute = fields.path("sound").asBoolean() && !offer.sound().contains(usual);
            fields.put(
                    "mode", isMute && !offer.sound().isEmpty() ? offer.sound().getFirst() : usual);
        }
        if (!fields.has("duration")
                && !offer.seconds().isEmpty()
                && !wish.fields().hasNonNull("duration")) {
            fields.put(
                    "duration",
                    offer.seconds().contains(USUAL_SECONDS)
                            ? USUAL_SECONDS
                            : offer.seconds().getFirst());
        }
    }

    /** A video that starts from a frame, or is made of another video, has its shape. */
    private static boolean hasShapeOfInput(ObjectNode fields) {
        for (JsonNode image : fields.path("imageList")) {
            if (image.path("type").asText().equals("first_frame")) {
                return true;
            }
        }
        return Pricing.editsVideo(fields);
    }

    /** Whether the order refers to anything but frames: a picture, an element or a video. */
    private static boolean refersToSomething(ObjectNode fields) {
        for (JsonNode image : fields.path("imageList")) {
            if (!image.has("type")) {
                return true;
            }
        }
        return fields.has("elementList") || fields.has("videoList");
    }

    private void checkOffer(ObjectNode fields, Product product, Model model, Offer offer) {
        String mode = fields.path("mode").asText();
        boolean knowsMode = offer.modes().isEmpty() || offer.modes().containsKey(mode);
        if (!knowsMode) {
            check.problem(
                    "/mode",
                    Words.given(mode) + " for " + model.name()
                            + Words.allowed(offer.modes().keySet()));
        }
        List<Integer> seconds = refersToSomething(fields) ? offer.seconds() : offer.plainSeconds();
        if (fields.has("duration")
                && !offer.seconds().isEmpty()
                && !seconds.contains(fields.path("duration").asInt())) {
            check.problem(
                    "/duration",
                    Words.given(fields.path("duration").asInt() + " seconds") + " for " + model.name()
                            + Words.allowed(seconds));
        }
        if (fields.path("sound").asBoolean() && knowsMode && !offer.sound().contains(mode)) {
            check.problem(
                    "/sound",
                    offer.sound().isEmpty()
                            ? model.name() + " makes no sound; leave it out or take another model"
                            : model.name() + " makes no sound in mode " + mode + Words.allowed(offer.sound()));
        }
        offer.choices().forEach((name, values) -> {
            if (fields.has(name) && !values.contains(fields.path(name).asText())) {
                check.problem(
                        "/" + name,
                        Words.given(fields.path(name).asText()) + " for " + model.name() + Words.allowed(values));
            }
        });
        Map<String, String> facts = Pricing.facts(fields);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            Field rule = product.fields().get(field.getKey());
            if (rule != null && rule.special()) {
                checkSpecial(field.getKey(), facts, model, offer);
            }
        }
    }

    private void checkSpecial(String name, Map<String, String> facts, Model model, Offer offer) {
        Map<String, List<String>> conditions = offer.allows().get(name);
        if (conditions == null) {
            List<String> able = catalogue.models().stream()
                    .filter(other -> other.offer(wish.kind())
                            .filter(found -> found.allows().containsKey(name))
                            .isPresent())
                    .map(Model::name)
                    .toList();
            check.problem(
                    "/" + name,
                    "is not supported by " + model.name()
                            + (able.isEmpty() ? "; leave it out" : "; models that can: " + String.join(", ", able)));
            return;
        }
        conditions.forEach((fact, values) -> {
            if (!values.contains(facts.get(fact))) {
                check.problem(
                        "/" + name, model.name() + " takes it only with " + fact + " " + String.join(" or ", values));
            }
        });
    }
}
