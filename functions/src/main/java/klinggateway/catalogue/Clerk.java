package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.catalogue.Sale.Refused;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.Order;

/** Serves one wish: finds the offer, checks every field, fills in what was left out, and names the price. */
final class Clerk {

    private final Wish wish;
    private final Catalogue catalogue;
    private final Set<Generation> reachable;
    private final FieldCheck check = new FieldCheck();

    Clerk(Wish wish, Catalogue catalogue, Set<Generation> reachable) {
        this.wish = wish;
        this.catalogue = catalogue;
        this.reachable = reachable;
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
        String name = named == null || named.isNull() ? product.defaultModel() : named.asText();
        Optional<Offer> offer = catalogue.model(name).flatMap(found -> found.livingOffer(wish.kind()));
        Map<String, Field> rules =
                offer.map(found -> found.fields(product, reachable)).orElse(product.fields());
        ObjectNode fields = check.object("", given, rules, product.rules());
        Optional<Model> model = model(name);
        if (model.isEmpty() || offer.isEmpty()) {
            return new Refused(check.problems());
        }
        new Defaults(given, fields, product, offer.get()).fillIn();
        return sell(fields, product, model.get(), offer.get());
    }

    private Sale sell(ObjectNode fields, Product product, Model model, Offer offer) {
        new OfferCheck(wish.kind(), fields, product, model, offer, catalogue, check).check();
        Optional<Generation> generation = generation(fields, product, model, offer);
        Optional<BigDecimal> units = offer.units(Facts.of(fields));
        if (units.isEmpty() && check.problems().isEmpty()) {
            check.problem(
                    "/model",
                    model.name() + " has no price for this in the gateway's catalogue, so it cannot be ordered; its"
                            + " operator can name one");
        }
        if (units.isEmpty() || generation.isEmpty() || !check.problems().isEmpty()) {
            return new Refused(check.problems());
        }
        Pricing pricing = new Pricing(wish.kind(), fields, product, catalogue);
        Order order = pricing.order(model);
        Optional<String> modelName = product.unnamed() ? Optional.empty() : Optional.of(model.name());
        String older = OlderBody.of(fields, product, modelName).toString();
        return new Sold(
                fields,
                !product.unnamed(),
                order,
                pricing.quote(order, offer, units.get()),
                product.endpoint(generation.get(), model),
                switch (generation.get()) {
                    case OLDER -> older;
                    case NEWER ->
                        new NewerBody(wish.kind(), fields, product, offer)
                                .body()
                                .toString();
                },
                older);
    }

    private Optional<Model> model(String name) {
        Optional<Model> model = catalogue.model(name);
        if (model.flatMap(found -> found.livingOffer(wish.kind())).isPresent()) {
            return model;
        }
        List<String> able = catalogue.modelsOf(wish.kind());
        String reason = model.flatMap(found -> found.offer(wish.kind()).or(() -> found.retiredOffer()))
                .flatMap(Offer::retired)
                .map(date -> "'" + name + "' was switched off by Kling on " + date)
                .orElse(Words.given(name));
        check.problem(
                "/model", reason + (able.isEmpty() ? "; no other model makes " + wish.kind() : Words.allowed(able)));
        return Optional.empty();
    }

    /** The first generation the offer names that the credential reaches and that can be told all of the order. */
    private Optional<Generation> generation(ObjectNode fields, Product product, Model model, Offer offer) {
        List<Generation> open =
                offer.generations().stream().filter(reachable::contains).toList();
        if (open.isEmpty()) {
            check.problem(
                    "/model",
                    model.name()
                            + " is sold to a static API key only, and this gateway signs with an access key; allowed: "
                            + String.join(", ", catalogue.modelsOf(wish.kind(), reachable)));
        }
        List<Problem> unsayable = new ArrayList<>();
        for (Generation generation : open) {
            List<Problem> problems = unsayable(fields, product, model, offer, generation);
            if (problems.isEmpty()) {
                return Optional.of(generation);
            }
            unsayable.addAll(problems);
        }
        unsayable.forEach(problem -> check.problem(problem.pointer(), problem.message()));
        return Optional.empty();
    }

    private List<Problem> unsayable(
            ObjectNode fields, Product product, Model model, Offer offer, Generation generation) {
        return switch (generation) {
            case OLDER -> OlderBody.problems(fields, product);
            case NEWER -> new NewerBody(wish.kind(), fields, product, offer).problems(model.name());
        };
    }
}
