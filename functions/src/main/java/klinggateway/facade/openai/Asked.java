package klinggateway.facade.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import klinggateway.http.Json;
import klinggateway.job.JobRequest.Extras;

/**
 * What is kept with a job for this API alone.
 *
 * @param model as the caller named it
 * @param size of the video that is made
 * @param isDeleted whether this API shows it no more
 */
record Asked(Optional<String> model, Optional<String> size, boolean isDeleted) {

    private static final String MODEL = "model";
    private static final String SIZE = "size";
    private static final String DELETED = "deleted";

    static Asked of(Extras extras) {
        ObjectNode json = extras.asked().map(Json::readObject).orElseGet(JsonNodeFactory.instance::objectNode);
        return new Asked(
                Optional.ofNullable(json.path(MODEL).textValue()),
                Optional.ofNullable(json.path(SIZE).textValue()),
                json.path(DELETED).asBoolean());
    }

    /** A JSON object. */
    String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        model.ifPresent(name -> json.put(MODEL, name));
        size.ifPresent(pixels -> json.put(SIZE, pixels));
        if (isDeleted) {
            json.put(DELETED, true);
        }
        return json.toString();
    }

    Asked deleted() {
        return new Asked(model, size, true);
    }
}
