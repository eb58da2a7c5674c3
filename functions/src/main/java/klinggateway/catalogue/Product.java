package klinggateway.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of generation, whatever the model.
 *
 * @param productType {@code video} or {@code image}
 * @param pool what Kling counts and bills it by
 * @param path where Kling's older generation creates it
 * @param atMostOnce whether Kling takes no external id for it
 * @param per what its price is multiplied by
 * @param longestInput the seconds that are reserved where the caller does not say how long its input is
 * @param fields the fields of a request, in the gateway's spelling
 * @param oneOf of each group, at least one field must be there
 * @param exclusive of each group, at most one field may be there
 */
public record Product(
        String productType,
        String pool,
        String path,
        boolean atMostOnce,
        Per per,
        int longestInput,
        String defaultModel,
        Map<String, Field> fields,
        List<List<String>> oneOf,
        List<List<String>> exclusive) {

    /** What a price is multiplied by (docs/kling.md, Prices). */
    public enum Per {
        /** Each second ordered. */
        @JsonProperty("second")
        SECOND,
        /** Each second of the caller's video or sound. */
        @JsonProperty("inputSecond")
        INPUT_SECOND,
        @JsonProperty("image")
        IMAGE,
        @JsonProperty("call")
        CALL
    }

    public Product(
            String productType,
            String pool,
            String path,
            boolean atMostOnce,
            Per per,
            int longestInput,
            String defaultModel,
            Map<String, Field> fields,
            @Nullable List<List<String>> oneOf,
            @Nullable List<List<String>> exclusive) {
        this.productType = productType;
        this.pool = pool;
        this.path = path;
        this.atMostOnce = atMostOnce;
        this.per = per;
        this.longestInput = longestInput;
        this.defaultModel = defaultModel;
        this.fields = fields;
        this.oneOf = oneOf == null ? List.of() : oneOf;
        this.exclusive = exclusive == null ? List.of() : exclusive;
    }

    boolean takesExternalId() {
        return !atMostOnce;
    }
}
