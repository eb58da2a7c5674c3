package klinggateway.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.lifecycle.Terms.Repeatable;
import klinggateway.secret.Sha256;

/** The header {@code Idempotency-Key}: an order that comes again with the same one is the same order. */
final class Repeats {

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Repeats() {}

    /** What the caller named the order, if it did. Bodies that differ in the order of their members are the same. */
    static Optional<Repeatable> of(Call call, String route) {
        return call.header("idempotency-key").map(key -> {
            boolean isFine = !key.isBlank()
                    && key.length() <= LONGEST
                    && key.chars().allMatch(character -> character >= ' ' && character < 127);
            if (!isFine) {
                throw ProblemException.invalid(
                        ErrorCode.INVALID_PARAMETERS,
                        List.of(new InvalidParameter(HEADER, "must have 1 to 255 visible ASCII characters")));
            }
            return new Repeatable(key, hash(call, route));
        });
    }

    static ProblemException otherBody() {
        return ProblemException.of(
                ErrorCode.INVALID_PARAMETERS,
                422,
                "Another order was sent with this " + HEADER + "; a new order needs a new one");
    }

    private static String hash(Call call, String route) {
        try {
            // As plain maps, because only those are written with their entries in order.
            Object plain = JSON.treeToValue(call.json(), Map.class);
            return Sha256.hex(route + JSON.writeValueAsString(plain));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON object can be written as JSON", e);
        }
    }
}
