package klinggateway.facade.kling;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Product;
import klinggateway.job.Endpoint.Protocol;

/** Which product a path of Kling's is about. */
final class Paths {

    private final Map<String, Product> products;

    Paths(Catalogue catalogue) {
        this.products = catalogue.products();
    }

    /** A path of the older generation. */
    record Older(String kind, Product product) {

        private String prefix() {
            return product.path() + "/";
        }

        /** Whether there is anything to ask for after a create. */
        boolean hasTasks() {
            return !product.protocol().equals(Protocol.CALL.word());
        }
    }

    /** A question for one task of the older generation; {@code id} is Kling's kind of id or the caller's own. */
    record Asked(String kind, String id) {}

    /** @param model as the path spells it */
    record Newer(String kind, String model) {}

    /** The product that is created, and listed, at this path. */
    Optional<Older> creating(String path) {
        return products.entrySet().stream()
                .filter(product -> product.getValue().path().equals(path))
                .map(product -> new Older(product.getKey(), product.getValue()))
                .findFirst();
    }

    /** A caller's own id may have slashes; the longest path that fits is meant. */
    Optional<Asked> asking(String path) {
        return products.entrySet().stream()
                .map(product -> new Older(product.getKey(), product.getValue()))
                .filter(Older::hasTasks)
                .filter(known -> path.startsWith(known.prefix())
                        && path.length() > known.prefix().length())
                .max(Comparator.comparingInt(known -> known.prefix().length()))
                .map(known ->
                        new Asked(known.kind(), path.substring(known.prefix().length())));
    }

    /** The model of the newer generation that is asked to create at this path. */
    Optional<Newer> creatingNewer(String path) {
        int slash = path.lastIndexOf('/');
        String base = path.substring(0, slash);
        return products.entrySet().stream()
                .filter(product ->
                        product.getValue().newerPath().filter(base::equals).isPresent())
                .map(product -> new Newer(product.getKey(), path.substring(slash + 1)))
                .findFirst();
    }
}
