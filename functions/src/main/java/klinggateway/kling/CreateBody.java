package klinggateway.kling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import klinggateway.kling.Kling.Create;

/** The body of a create with our id and callback URL, where its generation has them (docs/kling.md, Generations). */
final class CreateBody {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CreateBody() {}

    static String of(Create create) {
        try {
            JsonNode stored = JSON.readTree(create.body());
            if (!(stored instanceof ObjectNode body)) {
                throw new IllegalStateException("the body of a create for " + create.path() + " is no JSON object");
            }
            ObjectNode options = Kling.isNewer(create.path()) ? body.withObjectProperty("options") : body;
            create.externalId().ifPresent(id -> options.put("external_task_id", id));
            create.callbackUrl().ifPresent(url -> options.put("callback_url", url));
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the body of a create for " + create.path() + " is no JSON", e);
        }
    }
}
