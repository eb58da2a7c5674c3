package klinggateway.status;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.DeliveryView;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.job.DeliverQueue;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Deliveries;
import klinggateway.job.Delivery;
import klinggateway.job.Delivery.Name;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore;

/**
 * {@code POST /api/webhooks/{id}/redeliver}: has a webhook told once more what it was told or was not, under the same id. The id
 * is the webhook's, or that of the job, which means its latest state.
 */
final class Redelivery {

    /** Each loss means that an attempt has begun or ended. */
    private static final int TRIES = 5;

    private final JobStore jobs;
    private final Deliveries deliveries;
    private final DeliverQueue queue;
    private final InstantSource clock;

    Redelivery(JobStore jobs, Deliveries deliveries, DeliverQueue queue, InstantSource clock) {
        this.jobs = jobs;
        this.deliveries = deliveries;
        this.queue = queue;
        this.clock = clock;
    }

    Answer redeliver(Call call) {
        String id = call.pathParameter("id");
        Optional<Name> name = Name.parse(id);
        Job job = name.map(Name::job)
                .or(() -> JobId.parse(id))
                .flatMap(jobs::find)
                .filter(found -> call.caller().sees(found.keyId()))
                .orElseThrow(Redelivery::unknown);
        call.subject().accept(job.id());
        for (int i = 0; i < TRIES; i++) {
            Delivery delivery = deliveries
                    .find(job.id(), name.map(Name::event).orElse(job.state()))
                    .orElseThrow(Redelivery::unknown);
            if (delivery.event() != job.state()) {
                throw ProblemException.of(
                        ErrorCode.INVALID_PARAMETERS,
                        409,
                        "The job is " + job.state().word() + " by now, so that it was "
                                + delivery.event().word() + " is not told any more");
            }
            Delivery again = delivery.again(clock.instant());
            if (deliveries.replace(delivery, again)) {
                queue.send(Message.of(again), Duration.ZERO);
                return Answer.json(202, DeliveryView.of(again));
            }
        }
        throw ProblemException.later(
                ErrorCode.STATUS_CHECK_FAILED,
                503,
                "This webhook is being called just now; try again",
                Duration.ofSeconds(1));
    }

    private static ProblemException unknown() {
        return ProblemException.of(
                ErrorCode.TASK_NOT_FOUND,
                404,
                "This key has no such webhook; GET /api/jobs/{id} lists those of a job, once there is something to tell");
    }
}
