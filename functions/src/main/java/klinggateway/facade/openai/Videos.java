package klinggateway.facade.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.http.Query;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.JobResult;
import klinggateway.job.JobStore;
import klinggateway.job.JobStore.Cursor;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Cancel;
import klinggateway.lifecycle.Refresh;
import klinggateway.usage.Parallel;

/** The key's videos, wherever they were ordered, but for those that were deleted here. */
final class Videos {

    private static final int USUAL_LIMIT = 20;
    private static final int LONGEST_LIMIT = 100;
    private static final int AT_ONCE = 50;
    /** So many jobs are looked through for one page at most. */
    private static final int DEEPEST = 2_000;

    private final JobStore jobs;
    private final Refresh refresh;
    private final Cancel cancel;
    private final Catalogue catalogue;
    private final InstantSource clock;

    Videos(JobStore jobs, Refresh refresh, Cancel cancel, Catalogue catalogue, InstantSource clock) {
        this.jobs = jobs;
        this.refresh = refresh;
        this.cancel = cancel;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** {@code GET /videos/{id}}. */
    Answer retrieve(Call call, String id) {
        call.require(Scope.READ);
        return Answer.json(200, json(current(call, id)));
    }

    /** {@code GET /videos/{id}/content}: Kling's file is where it is; Lambda cannot pass on so much. */
    Answer content(Call call, String id) {
        call.require(Scope.READ);
        Job job = current(call, id).job();
        String variant = call.queryParameter("variant").orElse("video");
        if (!variant.equals("video")) {
            throw invalid("variant", "must be video; Kling makes no " + variant);
        }
        if (!job.state().isEnded()) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS, 409, "The video " + id + " is not ready yet; its status tells when");
        }
        boolean isKept = Video.completedAt(job)
                .filter(at -> clock.instant().isBefore(at.plus(JobResult.FILES_KEPT)))
                .isPresent();
        String url = Optional.of(job)
                .filter(made -> isKept)
                .flatMap(made -> jobs.result(made.id()))
                .flatMap(Videos::file)
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.TASK_NOT_FOUND,
                        404,
                        "The video " + id + " has no file: it was not made, or more than 30 days ago"));
        return new Answer.OfText(302, Map.of("location", url, "cache-control", "no-store"), "");
    }

    private static Optional<String> file(JobResult result) {
        return result.outputs().stream()
                .filter(output -> output.type().equals("video"))
                .map(JobResult.Output::url)
                .findFirst();
    }

    /** {@code DELETE /videos/{id}}: not shown here any more. What was never sent is canceled. */
    Answer delete(Call call, String id) {
        call.require(Scope.GENERATE);
        Video video = own(call, id);
        Job job = cancel.cancel(video.job(), "Deleted by its caller before it was sent to Kling; nothing was charged.");
        if (!job.state().isEnded()) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS,
                    409,
                    "The video " + id + " is being made by Kling, which has no way to cancel it;"
                            + " delete it once it is completed or failed");
        }
        jobs.putExtras(
                job, video.extras().asking(Asked.of(video.extras()).deleted().text()));
        return Answer.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("object", "video.deleted")
                        .put("deleted", true));
    }

    /** {@code GET /videos}: newest first, or with {@code order=asc} oldest first. */
    Answer list(Call call) {
        call.require(Scope.READ);
        Query query = new Query(call, Set.of("limit", "after", "order"));
        int limit = query.wholeNumber("limit", USUAL_LIMIT, 1, LONGEST_LIMIT);
        boolean oldestFirst = query.choice("order", List.of("asc", "desc"))
                .filter("asc"::equals)
                .isPresent();
        query.check(ErrorCode.INVALID_PARAMETERS);
        Page page = page(call.caller().id(), after(call), oldestFirst, limit);
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        page.videos().forEach(video -> data.add(json(video)));
        ObjectNode list =
                JsonNodeFactory.instance.objectNode().put("object", "list").put("has_more", page.hasMore());
        list.set("data", data);
        list.set("first_id", data.path(0).path("id"));
        list.set("last_id", data.path(data.size() - 1).path("id"));
        return Answer.json(200, list);
    }

    /** A list goes on after a video that was deleted meanwhile, too. */
    private Optional<Cursor> after(Call call) {
        return call.queryParameter("after")
                .map(text -> VideoId.parse(text)
                        .flatMap(jobs::find)
                        .filter(job -> job.keyId().equals(call.caller().id()))
                        .map(job -> new Cursor(job.createdAt(), job.id()))
                        .orElseThrow(() -> invalid("after", "is no video of this key's")));
    }

    private record Page(List<Video> videos, boolean hasMore) {}

    private Page page(String keyId, Optional<Cursor> after, boolean oldestFirst, int limit) {
        Comparator<Job> oldest = Comparator.comparing(Job::createdAt).thenComparing(Job::id);
        List<Video> found = new ArrayList<>();
        Optional<Cursor> at = after;
        for (int read = 0; read < DEEPEST; read += AT_ONCE) {
            List<JobId> ids = oldestFirst ? jobs.ofKeyOldestFirst(keyId, at, AT_ONCE) : jobs.ofKey(keyId, at, AT_ONCE);
            List<Job> rows = jobs.findAll(ids).stream()
                    .filter(job -> job.keyId().equals(keyId))
                    .sorted(oldestFirst ? oldest : oldest.reversed())
                    .toList();
            shown(rows).stream().filter(video -> !video.isDeleted()).forEach(found::add);
            if (found.size() > limit) {
                return new Page(found.subList(0, limit), true);
            }
            if (ids.size() < AT_ONCE || rows.isEmpty()) {
                return new Page(found, false);
            }
            at = Optional.of(
                    new Cursor(rows.getLast().createdAt(), rows.getLast().id()));
        }
        return new Page(found, true);
    }

    private List<Video> shown(List<Job> rows) {
        return Parallel.all(rows.stream()
                .filter(job -> Wishes.KINDS.contains(job.order().kind()))
                .<Supplier<Video>>map(job -> () -> shown(job))
                .toList());
    }

    private Video shown(Job job) {
        return new Video(job, jobs.extras(job).orElse(Extras.NONE));
    }

    private Video current(Call call, String id) {
        Video video = own(call, id);
        return new Video(refresh.refreshed(video.job(), call.deadline()), video.extras());
    }

    private Video own(Call call, String id) {
        Video video = VideoId.parse(id)
                .flatMap(jobs::find)
                .filter(job -> call.caller().sees(job.keyId()))
                .filter(job -> Wishes.KINDS.contains(job.order().kind()))
                .map(this::shown)
                .filter(shown -> !shown.isDeleted())
                .orElseThrow(() ->
                        ProblemException.of(ErrorCode.TASK_NOT_FOUND, 404, "The video '" + id + "' does not exist"));
        call.subject().accept(video.job().id());
        return video;
    }

    ObjectNode json(Video video) {
        return video.json(catalogue, clock.instant());
    }

    private static ProblemException invalid(String name, String reason) {
        return ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, List.of(new InvalidParameter(name, reason)));
    }
}
