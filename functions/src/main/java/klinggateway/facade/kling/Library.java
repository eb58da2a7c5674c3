package klinggateway.facade.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Json;
import klinggateway.http.KlingReply;
import klinggateway.http.ProblemException;
import klinggateway.job.Job;
import klinggateway.job.JobResult;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.kling.Reply;

/** Deletes elements and voices by Kling's ids of them; only what the key itself has made is there for it. */
final class Library {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Kling kling;
    private final JobStore jobs;
    private final OwnJobs ownJobs;

    Library(Kling kling, JobStore jobs, OwnJobs ownJobs) {
        this.kling = kling;
        this.jobs = jobs;
        this.ownJobs = ownJobs;
    }

    Answer deleteElement(Call call, String path) {
        return delete(call, path, "custom-element", "Element", "element_id");
    }

    Answer deleteVoice(Call call, String path) {
        return delete(call, path, "custom-voice", "Voice", "voice_id");
    }

    private Answer delete(Call call, String path, String kind, String what, String member) {
        call.require(Scope.GENERATE);
        ObjectNode body = call.json();
        String id = body.path(member).asText();
        Made made = made(call, kind, member, id)
                .orElseThrow(
                        () -> ProblemException.of(ErrorCode.TASK_NOT_FOUND, 404, what + " not found by id: " + id));
        call.subject().accept(made.job().id());
        return switch (kling.ask(
                "POST", path, Optional.of(body.toString()), call.deadline().atMost(PATIENCE))) {
            case Reply.Data(var data) -> {
                markDeleted(made, member, id);
                yield Envelope.of(call, data);
            }
            case Reply.Refused(var error) -> throw KlingReply.problem(error);
        };
    }

    private record Made(Job job, JobResult result, ObjectNode told) {}

    private Optional<Made> made(Call call, String kind, String member, String id) {
        List<Job> makers = ownJobs.all(
                call.caller().id(), job -> job.order().kind().equals(kind) && job.state() == JobState.SUCCEEDED);
        return makers.stream()
                .flatMap(job -> jobs
                        .result(job.id())
                        .flatMap(result -> result.told().map(told -> new Made(job, result, Json.readObject(told))))
                        .stream())
                .filter(made -> made.told().findValuesAsText(member).contains(id))
                .findFirst();
    }

    /** As Kling's own lists show it from then on. */
    private void markDeleted(Made made, String member, String id) {
        for (JsonNode item : made.told().findParents(member)) {
            if (item instanceof ObjectNode object && item.path(member).asText().equals(id)) {
                object.put("status", "deleted");
            }
        }
        JobResult before = made.result();
        jobs.putResult(
                made.job().id(),
                new JobResult(
                        before.outputs(), Optional.of(made.told().toString()), before.message(), before.requestId()));
    }
}
