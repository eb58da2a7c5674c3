package klinggateway.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Kling with one task, which has succeeded (docs/kling.md, Answers). */
final class StandInKling {

    private static final long MOMENT = 1_795_525_200_000L;

    private final String fileUrl;

    StandInKling(String url) {
        this.fileUrl = url + "/file.mp4";
    }

    JsonNode task() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("code", 0).put("message", "SUCCEED").put("request_id", "rehearsal");
        ObjectNode task = answer.putObject("data")
                .put("task_id", "1")
                .put("task_status", "succeed")
                .put("task_status_msg", "")
                .put("created_at", MOMENT)
                .put("updated_at", MOMENT + 60_000)
                .put("final_unit_deduction", "1.5");
        task.putObject("task_result")
                .putArray("videos")
                .addObject()
                .put("id", "1")
                .put("url", fileUrl)
                .put("duration", "5.041");
        return answer;
    }
}
