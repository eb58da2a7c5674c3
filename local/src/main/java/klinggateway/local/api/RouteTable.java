package klinggateway.local.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.template.Route;

/**
 * Finds the most specific route of a request, as an HTTP API does: written-out segments before {@code {x}}, that before {@code {proxy+}}, a
 * method before {@code ANY}, and {@code $default} last.
 */
final class RouteTable {

    private final List<Pattern> patterns;

    RouteTable(Collection<Route> routes) {
        patterns = routes.stream()
                .map(Pattern::of)
                .sorted(Pattern.MOST_SPECIFIC_FIRST)
                .toList();
    }

    /** A route and the values of its path's variables, not decoded. */
    record Match(Route route, Map<String, String> pathParameters) {}

    Optional<Match> match(String method, String rawPath) {
        List<String> segments = segments(rawPath);
        return patterns.stream()
                .filter(pattern -> pattern.takes(method))
                .flatMap(pattern -> pattern.match(segments).stream())
                .findFirst();
    }

    // The limit keeps the empty segment of a trailing slash, which makes another path.
    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private record Pattern(Route route, List<String> segments) {

        static final Comparator<Pattern> MOST_SPECIFIC_FIRST = Comparator.comparing(
                        Pattern::ranks, Pattern::compareRanks)
                .thenComparing(pattern -> pattern.route().method().equals("ANY"));

        static Pattern of(Route route) {
            return new Pattern(route, RouteTable.segments(route.path()));
        }

        boolean takes(String method) {
            return isDefault() || route.method().equals("ANY") || route.method().equals(method);
        }

        Optional<Match> match(List<String> actual) {
            if (isDefault()) {
                return Optional.of(new Match(route, Map.of()));
            }
            var parameters = new LinkedHashMap<String, String>();
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (i >= actual.size()) {
                    return Optional.empty();
                }
                if (segment.endsWith("+}")) {
                    String rest = String.join("/", actual.subList(i, actual.size()));
                    parameters.put(segment.substring(1, segment.length() - 2), rest);
                    return rest.isEmpty() ? Optional.empty() : Optional.of(new Match(route, parameters));
                }
                if (segment.startsWith("{")) {
                    if (actual.get(i).isEmpty()) {
                        return Optional.empty();
                    }
                    parameters.put(segment.substring(1, segment.length() - 1), actual.get(i));
                } else if (!segment.equals(actual.get(i))) {
                    return Optional.empty();
                }
            }
            return actual.size() == segments.size() ? Optional.of(new Match(route, parameters)) : Optional.empty();
        }

        private boolean isDefault() {
            return route.path().equals("$default");
        }

        private List<Integer> ranks() {
            var ranks = new ArrayList<Integer>();
            for (String segment : segments) {
                ranks.add(isDefault() ? 3 : segment.endsWith("+}") ? 2 : segment.startsWith("{") ? 1 : 0);
            }
            return ranks;
        }

        private static int compareRanks(List<Integer> one, List<Integer> other) {
            for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                int order = Integer.compare(one.get(i), other.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(other.size(), one.size());
        }
    }
}
