package klinggateway.facade.kling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import klinggateway.facade.kling.Paths.Asked;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.job.Endpoint.Protocol;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.Refresh;
import klinggateway.task.NewerTask;
import klinggateway.task.OlderTask;

/** Single tasks, by the ids they were given here or by those that their callers gave them. */
final class Tasks {

    private static final int MOST_IDS = 20;

    private final JobStore jobs;
    private final Ledger ledger;
    private final Refresh refresh;
    private final OwnJobs ownJobs;

    Tasks(JobStore jobs, Ledger ledger, Refresh refresh, OwnJobs ownJobs) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.refresh = refresh;
        this.ownJobs = ownJobs;
    }

    /** {@code GET <path>/<id>}. A task of another product counts as unknown. */
    Answer older(Call call, Asked asked) {
        call.require(Scope.READ);
        Job job = byId(call, asked.id())
                .or(() -> byExternalId(call, asked.id()))
                .filter(found -> found.order().kind().equals(asked.kind()))
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.TASK_NOT_FOUND, 404, "Task not found by id/external id: " + asked.id()));
        call.subject().accept(job.id());
        Job current = refresh.refreshed(job, call.deadline());
        return Envelope.of(call, OlderTask.of(ownJobs.shown(current)));
    }

    /** {@code GET /tasks}: tasks of both generations; ids that nobody knows are left out. */
    Answer byIds(Call call) {
        call.require(Scope.READ);
        Optional<String> ids = call.queryParameter("task_ids");
        Optional<String> externalIds = call.queryParameter("external_task_ids");
        if (ids.isPresent() && externalIds.isPresent()) {
            throw WrongValue.of("only one of task_ids and external_task_ids can be given");
        }
        String given =
                ids.or(() -> externalIds).orElseThrow(() -> WrongValue.of("task_ids or external_task_ids is required"));
        List<String> wanted = Arrays.stream(given.split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        if (wanted.size() > MOST_IDS) {
            throw WrongValue.of("task_ids and external_task_ids cannot exceed " + MOST_IDS + " in total");
        }
        Function<String, Optional<Job>> find = ids.isPresent() ? id -> byId(call, id) : id -> byExternalId(call, id);
        List<Job> found = wanted.stream()
                .flatMap(id -> find.apply(id).stream())
                .filter(job -> job.endpoint().protocol() != Protocol.CALL)
                .toList();
        ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
        refresh.refreshed(found, call.deadline()).forEach(job -> tasks.add(NewerTask.of(ownJobs.shown(job))));
        return Envelope.of(call, tasks);
    }

    private Optional<Job> byId(Call call, String id) {
        return JobId.parse(id).flatMap(jobs::find).filter(job -> call.caller().sees(job.keyId()));
    }

    private Optional<Job> byExternalId(Call call, String externalId) {
        return ledger.named(call.caller().id(), externalId).flatMap(jobs::find);
    }
}
