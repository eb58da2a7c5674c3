package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.catalogue.Product.Per;
import klinggateway.catalogue.Sale.Refused;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.job.Quote;
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
        Optional<BigDecimal> units = offer.units(facts(fields));
        if (units.isEmpty() && check.problems().isEmpty()) {
            check.problem("/model", model.name() + " has no price for this, so it cannot be ordered");
        }
        if (units.isEmpty() || !check.problems().isEmpty()) {
            return new Refused(check.problems());
        }
        Order order = order(fields, product, model, seconds);
        Optional<String> name = model.unnamed() ? Optional.empty() : Optional.of(model.name());
        return new Sold(fields, product, name, order, quote(fields, product, offer, order, units.get()));
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
            if (group.stream().noneMatch(fields::has) && group.stream().noneMatch(wish.fields()::has)) {
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
                    && !wish.fields().has(name)
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
        if (!fields.has("mode") && !wish.fields().has("mode") && !offer.modes().isEmpty()) {
            String usual =
                    offer.defaultMode().orElse(offer.modes().keySet().iterator().next());
            boolean isMute = fields.path("sound").asBoolean() && !offer.sound().contains(usual);
            fields.put(
                    "mode", isMute && !offer.sound().isEmpty() ? offer.sound().getFirst() : usual);
        }
        if (!fields.has("duration")
                && !offer.seconds().isEmpty()
                && !wish.fields().has("duration")) {
            fields.put(
                    "duration",
                    offer.seconds().contains(USUAL_SECONDS)
                            ? USUAL_SECONDS
                            : offer.seconds().getFirst());
        }
    }

    /** A video that starts from a frame or from another video has its shape. */
    private static boolean hasShapeOfInput(ObjectNode fields) {
        for (JsonNode image : fields.path("imageList")) {
            if (image.path("type").asText().equals("first_frame")) {
                return true;
            }
        }
        return fields.has("videoList");
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
        if (fields.has("duration") && !seconds.contains(fields.path("duration").asInt())) {
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
        Map<String, String> facts = facts(fields);
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

    /** What prices and special fields depend on. */
    private static Map<String, String> facts(ObjectNode fields) {
        Map<String, String> facts = new HashMap<>();
        facts.put("mode", fields.path("mode").asText());
        facts.put("sound", Boolean.toString(fields.path("sound").asBoolean()));
        facts.put("inputVideo", Boolean.toString(fields.has("videoList")));
        facts.put("voice", Boolean.toString(fields.has("voiceList")));
        facts.put("resolution", fields.path("resolution").asText());
        facts.put("function", fields.has("image") ? "image2image" : "text2image");
        return facts;
    }

    private Order order(ObjectNode fields, Product product, Model model, int seconds) {
        String mode = fields.path("mode").asText(fields.path("resolution").asText("std"));
        boolean isImage = product.per() == Per.IMAGE;
        return new Order(
                wish.kind(),
                product.productType(),
                Pool.ofWord(product.pool()),
                model.name(),
                mode,
                product.per() == Per.INPUT_SECOND
                        ? inputSeconds(fields, product)
                                .setScale(0, RoundingMode.CEILING)
                                .intValueExact()
                        : seconds,
                fields.path("sound").asBoolean(),
                fields.path("aspectRatio").asText("-"),
                isImage ? fields.path("n").asInt(1) : 1);
    }

    private Quote quote(ObjectNode fields, Product product, Offer offer, Order order, BigDecimal unitsEach) {
        BigDecimal usdPerUnit = Optional.ofNullable(catalogue.usdPerUnit().get(product.pool()))
                .orElseThrow(() -> new IllegalStateException("the catalogue has no price for " + product.pool()));
        BigDecimal count = switch (product.per()) {
            case SECOND -> videoSeconds(fields, order);
            case INPUT_SECOND -> inputSeconds(fields, product);
            case IMAGE -> BigDecimal.valueOf(order.slots());
        };
        BigDecimal units = unitsEach.multiply(count);
        return new Quote(
                whole(units.movePointRight(3)),
                whole(units.multiply(usdPerUnit).movePointRight(6)),
                whole(usdPerUnit.movePointRight(6)),
                catalogue.version(),
                Duration.ofSeconds(offer.typicalSeconds(order.mode())));
    }

    /** An edited video is as long as the one it is made of, whatever was ordered; at most 15 seconds. */
    private static BigDecimal videoSeconds(ObjectNode fields, Order order) {
        JsonNode video = fields.path("videoList").path(0);
        boolean edits =
                video.isObject() && !video.path("referType").asText("base").equals("feature");
        return edits
                ? fields.path("inputSeconds").isNumber()
                        ? fields.path("inputSeconds").decimalValue()
                        : BigDecimal.valueOf(15)
                : BigDecimal.valueOf(order.seconds());
    }

    private static BigDecimal inputSeconds(ObjectNode fields, Product product) {
        return fields.path("inputSeconds").isNumber()
                ? fields.path("inputSeconds").decimalValue()
                : BigDecimal.valueOf(product.longestInput());
    }

    private static long whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
