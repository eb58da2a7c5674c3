package klinggateway.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.KlingReply;
import klinggateway.http.ProblemException;
import klinggateway.http.Query;
import klinggateway.http.Routes;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobResult;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.kling.Details;
import klinggateway.kling.Kling;

/**
 * Elements and voices: those that everybody has, and the end of those that a caller has made. Kling lists what the whole
 * account has made; the gateway lists none of it, because it belongs to different keys.
 */
final class Library {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int USUAL_PAGE = 30;
    private static final int LAST_PAGE = 1000;

    private final JobStore jobs;
    private final Kling kling;

    Library(JobStore jobs, Kling kling) {
        this.jobs = jobs;
        this.kling = kling;
    }

    /** Of one shelf of the library: where it is here and at Kling (docs/kling.md, Elements and voices). */
    private record Shelf(
            String kind, String presets, String deletion, String list, String id, String wireId, int longestPage) {}

    private static final Shelf ELEMENTS = new Shelf(
            "custom-element",
            "/v1/general/advanced-presets-elements",
            "/v1/general/delete-advanced-elements",
            "elements",
            "elementId",
            "element_id",
            500);
    private static final Shelf VOICES = new Shelf(
            "custom-voice",
            "/v1/general/presets-voices",
            "/v1/general/delete-voices",
            "voices",
            "voiceId",
            "voice_id",
            1000);

    void addTo(Routes routes) {
        routes.on("GET /api/elements/presets", Scope.READ, call -> presets(call, ELEMENTS))
                .on("GET /api/voices/presets", Scope.READ, call -> presets(call, VOICES))
                .on("DELETE /api/elements/{id}", Scope.GENERATE, call -> delete(call, ELEMENTS))
                .on("DELETE /api/voices/{id}", Scope.GENERATE, call -> delete(call, VOICES));
    }

    private Answer presets(Call call, Shelf shelf) {
        Query query = new Query(call, Set.of("page", "pageSize"));
        int page = query.wholeNumber("page", 1, 1, LAST_PAGE);
        int size = query.wholeNumber("pageSize", USUAL_PAGE, 1, shelf.longestPage());
        query.check(ErrorCode.INVALID_PARAMETERS);
        String path = shelf.presets() + "?pageNum=" + page + "&pageSize=" + size;
        JsonNode tasks = KlingReply.data(
                kling.ask("GET", path, Optional.empty(), call.deadline().atMost(PATIENCE)));
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        tasks.forEach(task -> task.path("taskResult").path(shelf.list()).forEach(found::add));
        return Answer.json(200, Map.of(shelf.list(), found, "page", page));
    }

    /** Deletes what a job of the caller's has made. */
    private Answer delete(Call call, Shelf shelf) {
        JobId id = JobId.parse(call.pathParameter("id"))
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.INVALID_TASK_ID, 400, "The path takes the id of the job that has made it"));
        Job job = jobs.find(id)
                .filter(found -> call.caller().sees(found.keyId()))
                .filter(found -> found.order().kind().equals(shelf.kind()))
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.TASK_NOT_FOUND,
                        404,
                        "This key has no job of kind " + shelf.kind() + " with the id " + id.text()));
        String made = made(job, shelf)
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.INVALID_PARAMETERS,
                        409,
                        "The job is " + job.state().word() + " and has made nothing that could be deleted"));
        ObjectNode body = JsonNodeFactory.instance.objectNode().put(shelf.wireId(), made);
        KlingReply.data(kling.ask(
                "POST",
                shelf.deletion(),
                Optional.of(body.toString()),
                call.deadline().atMost(PATIENCE)));
        return Answer.json(200, Map.of("jobId", id.text(), shelf.id(), made, "deleted", true));
    }

    private Optional<String> made(Job job, Shelf shelf) {
        return jobs.result(job.id())
                .flatMap(JobResult::told)
                .flatMap(Details::of)
                .map(details ->
                        details.path(shelf.list()).path(0).path(shelf.id()).asText())
                .filter(made -> !made.isEmpty());
    }
}
