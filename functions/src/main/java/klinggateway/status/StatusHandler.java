package klinggateway.status;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.JobAnswer;
import klinggateway.http.JobCursor;
import klinggateway.http.JobView;
import klinggateway.http.ProblemException;
import klinggateway.http.Query;
import klinggateway.http.Routes;
import klinggateway.http.Wait;
import klinggateway.job.DeliverQueue;
import klinggateway.job.Deliveries;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.JobResult;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.JobStore.Cursor;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Cancel;
import klinggateway.lifecycle.Refresh;
import klinggateway.lifecycle.Waiting;

/**
 * {@code GET /api/video-status?taskId=}, {@code GET /api/jobs/{id}} and {@code GET /api/jobs}: a caller's own jobs. {@code DELETE}
 * cancels one, and {@code POST /api/webhooks/{id}/redeliver} tells of it again.
 */
public final class StatusHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /** Kling's ids are smaller numbers than ours: read as ours, they are of the last century. */
    private static final Instant BEFORE_ANY_JOB = Instant.parse("2020-01-01T00:00:00Z");

    private static final int DEFAULT_LIMIT = 20;
    private static final int LIMIT = 100;
    /** As far as a waiting job is told its place. */
    private static final int NEAR = 100;

    private final JobStore jobs;
    private final Refresh refresh;
    private final Waiting waiting;
    private final Deliveries deliveries;
    private final Cancel cancel;
    private final Catalogue catalogue;
    private final Kling kling;
    private final InstantSource clock;
    private final Routes routes;

    /** For Lambda. */
    public StatusHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("status", APIGatewayV2HTTPEvent.class, StatusHandler::new);
    }

    private StatusHandler(Wiring wiring) {
        this(
                wiring.stores().jobs(),
                wiring.refresh(),
                wiring.waiting(),
                wiring.stores().deliveries(),
                wiring.stores().deliverQueue(),
                wiring.cancel(),
                wiring.catalogue(),
                wiring.kling(),
                wiring.clock(),
                wiring.routes());
    }

    StatusHandler(
            JobStore jobs,
            Refresh refresh,
            Waiting waiting,
            Deliveries deliveries,
            DeliverQueue deliverQueue,
            Cancel cancel,
            Catalogue catalogue,
            Kling kling,
            InstantSource clock,
            Routes routes) {
        this.jobs = jobs;
        this.refresh = refresh;
        this.waiting = waiting;
        this.deliveries = deliveries;
        this.cancel = cancel;
        this.catalogue = catalogue;
        this.kling = kling;
        this.clock = clock;
        this.routes = routes.on(
                        "GET /api/video-status",
                        Scope.READ,
                        ErrorCode.STATUS_CHECK_FAILED,
                        503,
                        call -> status(call, call.queryParameter("taskId").orElse("")))
                .on(
                        "GET /api/jobs/{id}",
                        Scope.READ,
                        ErrorCode.STATUS_CHECK_FAILED,
                        503,
                        call -> status(call, call.pathParameter("id")))
                .on("DELETE /api/jobs/{id}", Scope.GENERATE, ErrorCode.STATUS_CHECK_FAILED, 503, this::cancel)
                .on(
                        "POST /api/webhooks/{id}/redeliver",
                        Scope.GENERATE,
                        ErrorCode.STATUS_CHECK_FAILED,
                        503,
                        new Redelivery(jobs, deliveries, deliverQueue, clock)::redeliver)
                .on("GET /api/jobs", Scope.READ, ErrorCode.STATUS_CHECK_FAILED, 503, this::list);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private Answer status(Call call, String idText) {
        Duration wait = Wait.asked(call);
        Job job = refresh.refreshed(own(call, idText), call.deadline());
        return answer(waiting.untilEnded(job, wait, call.deadline()));
    }

    private Job own(Call call, String idText) {
        JobId id = JobId.parse(idText)
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.INVALID_TASK_ID,
                        400,
                        "An id is 'job_' and 13 characters, or a decimal number of 18 or 19 digits"));
        call.subject().accept(id);
        return jobs.find(id)
                .filter(found -> call.caller().sees(found.keyId()))
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.TASK_NOT_FOUND, 404, "This key has no job with the id " + idText + hint(idText, id)));
    }

    /** For whoever has kept ids of Kling's, such as from before there was a gateway. */
    private static String hint(String asked, JobId id) {
        return asked.equals(id.decimal()) && id.createdAt().isBefore(BEFORE_ANY_JOB)
                ? ". It looks like an id of Kling's, which this gateway has not given and does not know; Kling itself"
                        + " shows a task and its files for 30 days"
                : "";
    }

    private Answer answer(Job job) {
        Extras extras = jobs.extras(job).orElse(Extras.NONE);
        Optional<JobResult> result = job.state().isEnded() ? jobs.result(job.id()) : Optional.empty();
        Optional<Integer> position = job.state() == JobState.QUEUED ? position(job) : Optional.empty();
        JobAnswer answer = JobAnswer.of(
                job, extras, result, position, catalogue, kling.host(), refresh.lastAsked(job), clock.instant());
        return Answer.json(200, answer.with(deliveries.ofJob(job)));
    }

    /** Its place in the pool's queue, if that is not far. */
    private Optional<Integer> position(Job job) {
        int index = jobs.queued(job.order().pool(), NEAR).indexOf(job.id());
        return index < 0 ? Optional.empty() : Optional.of(index + 1);
    }

    private Answer cancel(Call call) {
        Job job = own(call, call.pathParameter("id"));
        Job current = cancel.cancel(job, "Canceled by its caller before it was sent to Kling; nothing was charged.");
        if (current.state() != JobState.CANCELED) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS,
                    409,
                    current.state().isEnded()
                            ? "The job has ended already: it is "
                                    + current.state().word()
                            : "The job was sent to Kling, which has no way to cancel it; it goes on and is charged as usual");
        }
        return answer(current);
    }

    private Answer list(Call call) {
        Query query = new Query(call, Set.of("limit", "cursor"));
        int limit = query.wholeNumber("limit", DEFAULT_LIMIT, 1, LIMIT);
        Optional<Cursor> before = query.cursor("cursor");
        query.check(ErrorCode.INVALID_PARAMETERS);
        List<JobId> ids = jobs.ofKey(call.caller().id(), before, limit);
        List<Job> found = jobs.findAll(ids).stream()
                .filter(job -> job.keyId().equals(call.caller().id()))
                .sorted(Comparator.comparing(Job::createdAt)
                        .thenComparing(Job::id)
                        .reversed())
                .toList();
        Optional<String> next =
                ids.size() < limit || found.isEmpty() ? Optional.empty() : Optional.of(cursor(found.getLast()));
        return Answer.json(200, new JobList(found.stream().map(JobView::of).toList(), next));
    }

    private static String cursor(Job job) {
        return JobCursor.text(new Cursor(job.createdAt(), job.id()));
    }

    private record JobList(List<JobView> jobs, Optional<String> nextCursor) {}
}
