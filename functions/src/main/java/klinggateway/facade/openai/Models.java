package klinggateway.facade.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Stream;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Model;
import klinggateway.facade.openai.Aliases.Alias;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.keys.Key;
import klinggateway.keys.Scope;
import klinggateway.order.Sales;

/** The names that a key may order by: OpenAI's and the catalogue's. */
final class Models {

    private final Catalogue catalogue;
    private final Aliases aliases;
    private final Sales sales;

    Models(Catalogue catalogue, Aliases aliases, Sales sales) {
        this.catalogue = catalogue;
        this.aliases = aliases;
        this.sales = sales;
    }

    /** {@code GET /models}. */
    Answer list(Call call) {
        call.require(Scope.READ);
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        names(call.caller()).forEach(name -> data.add(json(name)));
        return Answer.json(200, list);
    }

    /** {@code GET /models/{id}}. */
    Answer retrieve(Call call, String name) {
        call.require(Scope.READ);
        if (names(call.caller()).noneMatch(name::equals)) {
            throw ProblemException.of(
                    ErrorCode.TASK_NOT_FOUND,
                    404,
                    "The model '" + name + "' does not exist, or this key may not order it");
        }
        return Answer.json(200, json(name));
    }

    private Stream<String> names(Key caller) {
        Set<Generation> reachable = sales.reachable();
        Stream<String> ofOpenAi = aliases.names().stream()
                .filter(name -> aliases.find(name)
                        .map(Alias::model)
                        .flatMap(catalogue::model)
                        .filter(model -> isSold(model, caller, reachable))
                        .isPresent());
        Stream<String> ofCatalogue = catalogue.models().stream()
                .filter(model -> isSold(model, caller, reachable))
                .map(Model::name);
        return Stream.concat(ofOpenAi, ofCatalogue);
    }

    private static boolean isSold(Model model, Key caller, Set<Generation> reachable) {
        Set<String> allowed = caller.policy().models();
        return (allowed.isEmpty() || allowed.contains(model.name()))
                && Wishes.KINDS.stream()
                        .anyMatch(kind -> model.livingOffer(kind)
                                .filter(offer -> !offer.unpriced())
                                .filter(offer -> offer.generations().stream().anyMatch(reachable::contains))
                                .isPresent());
    }

    /** When a model was made is not known. */
    private ObjectNode json(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", aliases.find(name).isPresent() ? "kling-gateway" : "kling");
    }
}
