package klinggateway.order;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.JobError;
import klinggateway.http.ProblemException;
import klinggateway.job.Budget;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobStore;
import klinggateway.keys.Policy;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Accept;
import klinggateway.lifecycle.Accept.Acceptance;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Terms;
import klinggateway.lifecycle.Terms.Repeatable;
import klinggateway.usage.Money;

/** Takes an order on, once however often it comes, and sends it to Kling if there is room. */
public final class Purchase {

    private final Accept accept;
    private final Start start;
    private final Ledger ledger;
    private final Kling kling;
    private final JobStore jobs;
    private final InstantSource clock;
    private final CallbackBase callbackBase;

    public Purchase(
            Accept accept,
            Start start,
            Ledger ledger,
            Kling kling,
            JobStore jobs,
            InstantSource clock,
            CallbackBase callbackBase) {
        this.accept = accept;
        this.start = start;
        this.ledger = ledger;
        this.kling = kling;
        this.jobs = jobs;
        this.clock = clock;
        this.callbackBase = callbackBase;
    }

    /**
     * What an order has become.
     *
     * @param extras what is kept for its caller
     * @param isRepeated whether the same order came before, so that this is the job it became then
     */
    public record Bought(Job job, JobRequest.Extras extras, boolean isRepeated) {}

    /**
     * Takes an order on; every refusal is a problem for the caller.
     *
     * @param route what was ordered by it is no repetition of what was ordered by another
     * @param order read only if this is no repetition: a refusal is not remembered
     */
    public Bought buy(Call call, String route, Supplier<Ordered> order) {
        Instant started = clock.instant();
        Optional<Repeatable> repeatable = Repeats.of(call, route);
        Optional<Ledger.Acceptance.Repeated> repeated =
                repeatable.flatMap(named -> ledger.repeated(call.caller().id(), named.key()));
        if (repeated.isPresent()) {
            return again(call, repeatable, repeated.get().job(), repeated.get().bodyHash());
        }
        if (!kling.isReady()) {
            throw ProblemException.later(
                    ErrorCode.SERVICE_ERROR,
                    503,
                    "This gateway has no usable credential for Kling; its operator has to set one",
                    Duration.ofMinutes(5));
        }
        Ordered ordered = order.get();
        JobRequest stored = StoredRequest.of(ordered, callbackBase.of(call.baseUrl()));
        Policy policy = call.caller().policy();
        Optional<String> externalId = ordered.extras().externalId();
        // Who names orders tells them apart.
        boolean isNamed = repeatable.isPresent() || externalId.isPresent();
        Terms terms = new Terms(
                policy.month(started),
                policy.monthlyMicroUsd(),
                policy.totalMicroUsd(),
                policy.queuedJobs(),
                repeatable,
                externalId.map(id -> new Terms.ExternalId(id, Optional.empty())),
                isNamed ? Optional.empty() : Optional.of(Terms.Likeness.of(ordered.sold())));
        return switch (accept.accept(
                call.caller().id(), Optional.of(call.requestId()), ordered.sold(), stored, terms)) {
            case Acceptance.Accepted(var accepted) -> {
                call.subject().accept(accepted.id());
                Job job = start.startOrLeave(accepted, stored, call.deadline(), call.report());
                yield new Bought(job, stored.extras(), false);
            }
            case Acceptance.Repeated(var job, var bodyHash) -> again(call, repeatable, job, bodyHash);
            case Acceptance.ExternalIdTaken() ->
                throw ProblemException.of(
                        ErrorCode.INVALID_PARAMETERS,
                        409,
                        "External_task_id " + externalId.orElse("") + " already exists");
            case Acceptance.Paused(var until, var why) ->
                throw JobError.of(why).problem(Duration.between(clock.instant(), until));
            case Acceptance.OverBudget(var budget) -> throw overBudget(budget, policy);
            case Acceptance.LineFull(var pause) ->
                throw ProblemException.later(
                        ErrorCode.RATE_LIMIT_EXCEEDED,
                        429,
                        "This key has as many jobs waiting as it may have, " + policy.queuedJobs()
                                + "; cancel some or wait until some have started",
                        pause);
        };
    }

    /** The job that the order became when it first came, as it is now. */
    private Bought again(Call call, Optional<Repeatable> repeatable, JobId id, String bodyHash) {
        call.subject().accept(id);
        if (repeatable.filter(named -> named.bodyHash().equals(bodyHash)).isEmpty()) {
            throw Repeats.otherBody();
        }
        Job job = jobs.find(id)
                .orElseThrow(() -> new IllegalStateException("the job " + id + " of a repeated order is gone"));
        return new Bought(job, jobs.extras(job).orElse(JobRequest.Extras.NONE), true);
    }

    private static ProblemException overBudget(Budget budget, Policy policy) {
        boolean isTotal = budget.period().equals(Budget.TOTAL);
        String limit = Money.dollars(budget.limitMicroUsd().orElse(0L));
        Map<String, Object> members = new HashMap<>();
        members.put("limit", limit);
        members.put("spent", Money.dollars(budget.spentMicroUsd()));
        members.put("reserved", Money.dollars(budget.reservedMicroUsd()));
        if (!isTotal) {
            members.put("resetAt", policy.endOf(budget.period()));
        }
        return ProblemException.of(
                        ErrorCode.RATE_LIMIT_EXCEEDED,
                        402,
                        "This key's " + (isTotal ? "total" : "monthly") + " budget of " + limit
                                + " has too little left for this order; an admin can raise it")
                .with(members);
    }
}
