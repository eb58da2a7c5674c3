package klinggateway.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Endpoint;
import klinggateway.job.Endpoint.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * One kind of generation, whatever the model.
 *
 * @param productType {@code video} or {@code image}
 * @param pool what Kling counts and bills it by
 * @param path where Kling's older generation creates it
 * @param newerPath where the newer one does, without the model that follows
 * @param protocol what comes of a create on the older path: {@code task}, {@code unnamedTask} or {@code call}
 * @param unnamed whether Kling has one model for it, and does not want it named
 * @param per what its price is multiplied by
 * @param longestInput the seconds that are reserved where the caller does not say how long its input is
 * @param fields the fields of a request, in the gateway's spelling
 * @param rules what the fields have to do with each other
 */
public record Product(
        String productType,
        String pool,
        String path,
        Optional<String> newerPath,
        String protocol,
        boolean unnamed,
        Per per,
        int longestInput,
        String defaultModel,
        Map<String, Field> fields,
        Rules rules) {

    /** What a price is multiplied by (docs/kling.md, Prices). */
    public enum Per {
        /** Each second ordered. */
        @JsonProperty("second")
        SECOND,
        /** Each second of the caller's video or sound. */
        @JsonProperty("inputSecond")
        INPUT_SECOND,
        /** Every five seconds of the caller's video that have begun. */
        @JsonProperty("fiveInputSeconds")
        FIVE_INPUT_SECONDS,
        @JsonProperty("image")
        IMAGE,
        @JsonProperty("call")
        CALL
    }

    public Product(
            @JsonProperty(required = true) String productType,
            @JsonProperty(required = true) String pool,
            @JsonProperty(required = true) String path,
            Optional<String> newerPath,
            @Nullable String protocol,
            boolean unnamed,
            @JsonProperty(required = true) Per per,
            int longestInput,
            @JsonProperty(required = true) String defaultModel,
            @JsonProperty(required = true) Map<String, Field> fields,
            @Nullable Rules rules) {
        this.productType = productType;
        this.pool = pool;
        this.path = path;
        this.newerPath = newerPath;
        this.protocol = protocol == null ? Protocol.TASK.word() : protocol;
        this.unnamed = unnamed;
        this.per = per;
        this.longestInput = longestInput;
        this.defaultModel = defaultModel;
        this.fields = fields;
        this.rules = rules == null ? Rules.NONE : rules;
    }

    boolean isPricedByInput() {
        return per == Per.INPUT_SECOND || per == Per.FIVE_INPUT_SECONDS;
    }

    /** Where a generation creates it. */
    Endpoint endpoint(Generation generation, Model model) {
        return switch (generation) {
            case OLDER -> new Endpoint(path, Protocol.ofWord(protocol));
            case NEWER ->
                new Endpoint(newerPath.orElseThrow() + "/" + model.newerName().orElseThrow(), Protocol.TASK);
        };
    }
}
