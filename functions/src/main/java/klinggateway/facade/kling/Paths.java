package klinggateway.facade.kling;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Product;
import klinggateway.catalogue.Unlisted;
import klinggateway.job.Endpoint.Protocol;

/** Which product a path of Kling's is about. */
final class Paths {

    private static final String ANYTHING = "/*";

    private final Map<String, Product> products;
    private final Set<String> passThrough;

    /** @param passThrough see {@link klinggateway.Wiring#passThrough} */
    Paths(Catalogue catalogue, Set<String> passThrough) {
        this.products = catalogue.products();
        this.passThrough = passThrough;
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

    /** A path that the catalogue does not know, and what it is counted as. */
    record Open(String path, String model) {}

    /** The path, if the operator lets it through. */
    Optional<Open> open(String path) {
        return passThrough.stream()
                .filter(open -> open.endsWith(ANYTHING) ? path.startsWith(prefix(open) + "/") : path.equals(open))
                .map(open -> new Open(path, prefix(open)))
                .findFirst();
    }

    private static String prefix(String open) {
        return open.endsWith(ANYTHING) ? open.substring(0, open.length() - ANYTHING.length()) : open;
    }

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
                        new Asked(known.kind(), path.substring(known.prefix().length())))
                .or(() -> askingUnlisted(path));
    }

    private Optional<Asked> askingUnlisted(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 1 || slash == path.length() - 1
                ? Optional.empty()
                : open(path.substring(0, slash)).map(open -> new Asked(Unlisted.KIND, path.substring(slash + 1)));
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
