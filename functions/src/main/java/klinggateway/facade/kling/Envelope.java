package klinggateway.facade.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import klinggateway.http.Answer;
import klinggateway.http.Call;

/** What every answer of Kling's has around it (docs/kling.md, Answers). */
final class Envelope {

    private Envelope() {}

    static Answer of(Call call, JsonNode data) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("code", 0)
                .put("message", "SUCCEED")
                .put("request_id", call.requestId());
        body.set("data", data);
        return Answer.json(200, body);
    }
}
