package klinggateway.emulators.template;

import java.util.Set;

/** Requests of one method and path that go to one function. The method may be {@code ANY}, and the path {@code $default}. */
public record Route(String method, String path, String functionId) {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "ANY");

    public Route {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("has the method " + method + ", which is none of " + METHODS);
        }
        if (!path.equals("$default") && !path.startsWith("/")) {
            throw new IllegalArgumentException("has the path " + path + ", which does not start with /");
        }
    }

    /** The name API Gateway gives the route, such as {@code GET /api/jobs/{id}}. */
    public String key() {
        return path.equals("$default") ? path : method + " " + path;
    }
}
