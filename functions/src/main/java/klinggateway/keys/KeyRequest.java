package klinggateway.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;

/** The body of {@code POST /api/keys}: a name, the scopes, and until when the key is valid. */
record KeyRequest(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {

    private static final Set<String> FIELDS = Set.of("name", "scopes", "expiresAt");
    private static final int NAME_LENGTH = 100;

    static KeyRequest read(ObjectNode body) {
        List<InvalidParameter> problems = new ArrayList<>();
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                problems.add(new InvalidParameter("/" + name, "is not known; known are expiresAt, name, scopes"));
            }
        }
        String name = body.path("name").asText().strip();
        if (name.isEmpty() || name.length() > NAME_LENGTH) {
            problems.add(new InvalidParameter("/name", "must be a text of 1 to " + NAME_LENGTH + " characters"));
        }
        KeyRequest request = new KeyRequest(name, scopes(body, problems), expiresAt(body, problems));
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, problems);
        }
        return request;
    }

    private static Set<Scope> scopes(ObjectNode body, List<InvalidParameter> problems) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        JsonNode list = body.path("scopes");
        boolean isFine = list.isArray() && !list.isEmpty();
        for (JsonNode word : list) {
            Optional<Scope> scope = Scope.find(word.asText());
            scope.ifPresent(scopes::add);
            isFine &= scope.isPresent();
        }
        if (!isFine) {
            String known = Stream.of(Scope.values()).map(Scope::word).collect(Collectors.joining(", "));
            problems.add(new InvalidParameter("/scopes", "must be a list of one or more of " + known));
        }
        return scopes;
    }

    private static Optional<Instant> expiresAt(ObjectNode body, List<InvalidParameter> problems) {
        if (!body.hasNonNull("expiresAt")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(body.path("expiresAt").asText()));
        } catch (DateTimeParseException notAMoment) {
            problems.add(new InvalidParameter("/expiresAt", "must be a moment such as 2027-01-31T00:00:00Z"));
            return Optional.empty();
        }
    }
}
