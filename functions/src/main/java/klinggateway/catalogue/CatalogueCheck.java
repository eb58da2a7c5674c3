package klinggateway.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import klinggateway.job.Endpoint.Protocol;
import klinggateway.job.Pool;

/** Whether the rows of a catalogue fit together; only then can everything it sells be checked, priced and sent. */
final class CatalogueCheck {

    private static final Set<String> PRODUCT_TYPES = Set.of("video", "image");
    private static final List<String> PROTOCOLS = Stream.of(Protocol.TASK, Protocol.UNNAMED_TASK, Protocol.CALL)
            .map(Protocol::word)
            .toList();

    private final Catalogue catalogue;
    private final List<String> problems = new ArrayList<>();

    CatalogueCheck(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<String> problems() {
        catalogue.usdPerUnit().forEach((pool, price) -> {
            require(Pool.find(pool).isPresent(), "/usdPerUnit/" + pool + " is no pool");
            require(price.signum() > 0, "/usdPerUnit/" + pool + " must be more than 0");
        });
        catalogue.products().forEach(this::product);
        Set<String> names = new HashSet<>();
        for (Model model : catalogue.models()) {
            require(names.add(model.name()), "the model name " + model.name() + " is there twice");
            model.newerName()
                    .filter(newer -> !newer.equals(model.name()))
                    .ifPresent(newer -> require(names.add(newer), "the model name " + newer + " is there twice"));
            model(model);
        }
        return problems;
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private void product(String kind, Product product) {
        String at = "/products/" + kind;
        require(kind.matches("[a-z0-9-]+"), at + " must be of small letters, digits and hyphens");
        require(PRODUCT_TYPES.contains(product.productType()), at + "/productType must be one of " + PRODUCT_TYPES);
        require(catalogue.usdPerUnit().containsKey(product.pool()), at + "/pool has no price in /usdPerUnit");
        require(product.path().startsWith("/v1/"), at + "/path must begin with /v1/");
        product.newerPath()
                .ifPresent(path -> require(
                        path.startsWith("/") && !path.startsWith("/v1/"),
                        at + "/newerPath must begin with / and no v1"));
        require(PROTOCOLS.contains(product.protocol()), at + "/protocol must be one of " + PROTOCOLS);
        boolean isMade = catalogue
                .model(product.defaultModel())
                .flatMap(model -> model.offer(kind))
                .isPresent();
        require(isMade, at + "/defaultModel makes no " + kind);
        require(
                product.isPricedByInput() == product.longestInput() > 0,
                at + "/longestInput must be there if the price is per second of the input, and only then");
        require(
                !product.isPricedByInput() || product.fields().containsKey("inputSeconds"),
                at + "/fields must have inputSeconds, by which it is priced");
        rules(at, product.rules(), product.fields().keySet());
        product.fields().forEach((name, field) -> field(at + "/fields/" + name, field));
    }

    private void rules(String at, Rules rules, Set<String> fields) {
        List<String> named = new ArrayList<>();
        rules.oneOf().forEach(named::addAll);
        rules.exclusive().forEach(named::addAll);
        for (Rules.Need need : rules.needs()) {
            named.addAll(need.when().keySet());
            named.addAll(need.fields());
        }
        for (Rules.Together together : rules.together()) {
            named.addAll(together.fields());
            together.beside().ifPresent(named::add);
        }
        boolean isEmpty = rules.oneOf().contains(List.of())
                || rules.together().stream()
                        .anyMatch(together -> together.fields().isEmpty());
        require(!isEmpty, at + "/rules have a group without a field");
        named.stream()
                .filter(name -> !fields.contains(name))
                .forEach(name -> problems.add(at + "/rules name " + name + ", which is no field"));
    }

    private void field(String at, Field field) {
        boolean isChoice = field.type() == Field.Type.CHOICE;
        require(isChoice != field.of().isEmpty(), at + "/of must be there for a choice, and only for one");
        boolean isList = field.type() == Field.Type.LIST;
        require(isList == field.item().isPresent(), at + "/item must be there for a list, and only for one");
        boolean isObject = field.type() == Field.Type.OBJECT;
        require(isObject != field.fields().isEmpty(), at + "/fields must be there for an object, and only for one");
        boolean isOrdered = field.least()
                .flatMap(least -> field.most().map(most -> least.compareTo(most) <= 0))
                .orElse(true);
        require(isOrdered, at + "/least is more than /most");
        field.defaultValue()
                .ifPresent(value ->
                        require(!isChoice || field.of().contains(value), at + "/default is not one of its choices"));
        rules(at, field.rules(), field.fields().keySet());
        field.item().ifPresent(item -> field(at + "/item", item));
        field.fields().forEach((name, member) -> field(at + "/fields/" + name, member));
    }

    private void model(Model model) {
        require(!model.offers().isEmpty(), "/models " + model.name() + " has no offers");
        Set<String> kinds = new HashSet<>();
        for (Offer offer : model.offers()) {
            for (String kind : offer.kinds()) {
                String at = "/models " + model.name() + " " + kind;
                require(kinds.add(kind), at + " is offered twice");
                Product product = catalogue.products().get(kind);
                if (product == null) {
                    problems.add(at + " is no product");
                } else {
                    offer(at, offer, product);
                    generations(at, model, offer, product);
                }
            }
        }
    }

    private void offer(String at, Offer offer, Product product) {
        Set<String> modes = offer.modes().keySet();
        require(modes.containsAll(offer.sound()), at + "/sound names a mode that it has not");
        require(
                !offer.alwaysSound() || offer.sound().containsAll(modes),
                at + "/sound must name all modes if it always makes sound");
        offer.defaultMode().ifPresent(mode -> require(modes.contains(mode), at + "/defaultMode is none of its modes"));
        Field duration = product.fields().get("duration");
        boolean isSoldBySeconds = duration != null && duration.type() == Field.Type.WHOLE_NUMBER;
        require(
                isSoldBySeconds != offer.seconds().isEmpty(),
                at + "/seconds must be there if the product has a duration in whole seconds, and only then");
        require(offer.seconds().stream().allMatch(length -> length > 0), at + "/seconds must be more than 0");
        require(offer.seconds().containsAll(offer.plainSeconds()), at + "/plainSeconds has more than /seconds");
        offer.allows().forEach((name, conditions) -> {
            Field field = product.fields().get(name);
            require(field == null || field.special(), at + "/allows names " + name + ", which is not special");
            conditions.keySet().forEach(fact -> fact(at + "/allows/" + name, fact));
        });
        offer.choices().forEach((name, values) -> {
            Field field = product.fields().get(name);
            require(
                    field != null && field.of().containsAll(values),
                    at + "/choices/" + name + " has more than its field");
        });
        offer.longestPrompt().ifPresent(length -> longestPrompt(at, length, product));
        offer.needs().forEach(need -> need.when().keySet().forEach(fact -> fact(at + "/needs", fact)));
        boolean takesTime = modes.isEmpty()
                ? offer.typicalSeconds() > 0
                : modes.stream().allMatch(mode -> offer.typicalSeconds(mode) > 0);
        require(takesTime, at + "/typicalSeconds must be more than 0");
        prices(at, offer, product);
    }

    private void longestPrompt(String at, int length, Product product) {
        boolean isLonger = Optional.ofNullable(product.fields().get(Field.PROMPT))
                .flatMap(Field::most)
                .filter(most -> most.intValue() < length)
                .isPresent();
        require(isLonger, at + "/longestPrompt must be more than /most of the product's prompt");
    }

    private void generations(String at, Model model, Offer offer, Product product) {
        require(!offer.generations().isEmpty(), at + "/generations must name one");
        if (offer.generations().contains(Generation.NEWER)) {
            require(model.newerName().isPresent(), at + " is of the newer generation, but the model has no newerName");
            require(
                    product.newerPath().isPresent(),
                    at + " is of the newer generation, but the product has no newerPath");
        }
    }

    private void prices(String at, Offer offer, Product product) {
        require(
                offer.unpriced() == offer.prices().isEmpty(),
                at + "/prices must be there unless it is unpriced, and only then");
        for (Offer.Price price : offer.prices()) {
            require(price.units().signum() >= 0, at + "/prices has one below 0");
            price.when().keySet().forEach(fact -> fact(at + "/prices", fact));
        }
        boolean dependsOnScene =
                offer.prices().stream().anyMatch(price -> price.when().containsKey("effectScene"));
        if (!offer.prices().isEmpty() && !dependsOnScene) {
            combinations(offer, product)
                    .filter(facts -> offer.units(facts).isEmpty())
                    .forEach(facts -> problems.add(at + "/prices has none for " + Words.conditions(facts)));
        }
    }

    /** What an order can come to, as far as prices depend on it. */
    private static Stream<Map<String, String>> combinations(Offer offer, Product product) {
        List<String> modes = offer.modes().isEmpty()
                ? List.of("")
                : List.copyOf(offer.modes().keySet());
        Field resolution = product.fields().get("resolution");
        List<String> resolutions =
                resolution == null ? List.of("") : offer.choices().getOrDefault("resolution", resolution.of());
        List<Map<String, String>> combinations = new ArrayList<>();
        for (String mode : modes) {
            for (String sound : sounds(offer, mode)) {
                for (String size : resolutions) {
                    for (String function : List.of("text2image", "image2image")) {
                        Map<String, String> facts = new HashMap<>();
                        facts.put("mode", mode);
                        facts.put("sound", sound);
                        facts.put("resolution", size);
                        facts.put("function", function);
                        facts.put("inputVideo", "false");
                        facts.put("voice", "false");
                        combinations.add(facts);
                    }
                }
            }
        }
        return combinations.stream();
    }

    private static List<String> sounds(Offer offer, String mode) {
        List<String> sounds = new ArrayList<>();
        if (!offer.alwaysSound()) {
            sounds.add("false");
        }
        if (offer.sound().contains(mode)) {
            sounds.add("true");
        }
        return sounds;
    }

    private void fact(String at, String fact) {
        require(Facts.NAMES.contains(fact), at + " depends on " + fact + "; known are " + Facts.NAMES);
    }
}
