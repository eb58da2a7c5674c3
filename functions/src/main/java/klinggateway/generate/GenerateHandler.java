package klinggateway.generate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Wiring;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Sale;
import klinggateway.catalogue.Wish;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.JobError;
import klinggateway.http.ProblemException;
import klinggateway.http.Routes;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobRequest;
import klinggateway.job.JobResult;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Accept;
import klinggateway.lifecycle.Accept.Acceptance;
import klinggateway.lifecycle.Start;

/**
 * {@code POST /api/generate-video} and {@code -image}: checks, prices and accepts an order, sends it to Kling if there is room,
 * and answers. {@code POST /api/estimate} and {@code GET /api/catalogue} tell beforehand what can be had for how much;
 * {@code /api/elements} and {@code /api/voices} are for things to be used by their ids.
 */
public final class GenerateHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Catalogue catalogue;
    private final Accept accept;
    private final Start start;
    private final Kling kling;
    private final JobStore jobs;
    private final OwnVideos videos;
    private final InstantSource clock;
    private final CallbackBase callbackBase;
    private final Routes routes;

    /** For Lambda. */
    public GenerateHandler() {
        this(Wiring.ofEnvironment());
    }

    private GenerateHandler(Wiring wiring) {
        this(
                wiring.catalogue(),
                wiring.accept(),
                wiring.start(),
                wiring.kling(),
                wiring.jobs(),
                wiring.clock(),
                wiring.klingEndpoint().getScheme().equals("http") ? CallbackBase.ANY : CallbackBase.HTTPS_ONLY,
                wiring.routes());
    }

    GenerateHandler(
            Catalogue catalogue,
            Accept accept,
            Start start,
            Kling kling,
            JobStore jobs,
            InstantSource clock,
            CallbackBase callbackBase,
            Routes routes) {
        this.catalogue = catalogue;
        this.accept = accept;
        this.start = start;
        this.kling = kling;
        this.jobs = jobs;
        this.videos = new OwnVideos(jobs);
        this.clock = clock;
        this.callbackBase = callbackBase;
        this.routes = routes.on(
                        "POST /api/generate-video",
                        Scope.GENERATE,
                        call -> generate(call, sold(call, "video", "text2video")))
                .on("POST /api/generate-image", Scope.GENERATE, call -> generate(call, sold(call, "image", "image")))
                .on("POST /api/elements", Scope.GENERATE, call -> generate(call, only(call, "custom-element")))
                .on("POST /api/voices", Scope.GENERATE, call -> generate(call, only(call, "custom-voice")))
                .on("POST /api/estimate", Scope.READ, this::estimate)
                .on("GET /api/catalogue", Scope.READ, call -> Answer.json(200, catalogue));
        new Library(jobs, kling).addTo(routes);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    /** An order that can be had. */
    private record Ordered(Sale.Sold sold, GenerateRequest request) {}

    private Answer generate(Call call, Ordered ordered) {
        if (!kling.isReady()) {
            throw ProblemException.later(
                    ErrorCode.SERVICE_ERROR,
                    503,
                    "This gateway has no usable credential for Kling; its operator has to set one",
                    Duration.ofMinutes(5));
        }
        Instant started = clock.instant();
        Sale.Sold sold = ordered.sold();
        Map<String, String> metadata = ordered.request().metadata();
        JobRequest stored = StoredRequest.of(sold, metadata, callbackBase.of(call.baseUrl()));
        Job accepted = accepted(accept.accept(call.caller().id(), sold, stored));
        Job job = start.startOrLeave(accepted, stored, call.deadline(), call.report());
        Optional<Failure> failure = job.ending().flatMap(Job.Ending::failure);
        if (failure.isPresent()) {
            // It has ended already, most likely because Kling refused it. It is kept for whoever asks for it.
            throw JobError.of(failure.get()).problem();
        }
        boolean isDone = job.state() == JobState.SUCCEEDED;
        Optional<JobResult> result = isDone ? jobs.result(job.id()) : Optional.empty();
        GenerateAnswer answer = GenerateAnswer.of(job, result, metadata, kling.host(), started, clock.instant());
        return Answer.json(isDone || job.task().isPresent() ? 200 : 202, answer);
    }

    /** The price of an order, and how it comes about, without ordering. */
    private Answer estimate(Call call) {
        GenerateRequest request = GenerateRequest.read(call.json(), "text2video");
        return Answer.json(200, EstimateAnswer.of(sold(call, request)));
    }

    private Ordered sold(Call call, String productType, String defaultKind) {
        GenerateRequest request = GenerateRequest.read(call.json(), defaultKind);
        Sale.Sold sold = sold(call, request);
        if (!sold.order().productType().equals(productType)) {
            throw ProblemException.invalid(
                    ErrorCode.INVALID_PARAMETERS,
                    List.of(new InvalidParameter(
                            "/kind",
                            "'" + sold.order().kind() + "' makes an "
                                    + sold.order().productType() + "; send it to POST /api/generate-"
                                    + sold.order().productType())));
        }
        return new Ordered(sold, request);
    }

    /** An order of this kind, whose route can order nothing else. */
    private Ordered only(Call call, String kind) {
        GenerateRequest request = GenerateRequest.read(call.json(), kind);
        if (!request.wish().kind().equals(kind)) {
            throw ProblemException.invalid(
                    ErrorCode.INVALID_PARAMETERS,
                    List.of(new InvalidParameter("/kind", "must be " + kind + " here, or left out")));
        }
        return new Ordered(sold(call, request), request);
    }

    private Sale.Sold sold(Call call, GenerateRequest request) {
        Wish wish = videos.named(request.wish(), catalogue, call.caller());
        Set<Generation> reachable =
                kling.isReady() && !kling.reachesNewerPaths() ? Set.of(Generation.OLDER) : Generation.ALL;
        return switch (Sale.of(wish, catalogue, reachable)) {
            case Sale.Refused(var problems) ->
                throw ProblemException.invalid(
                        ErrorCode.INVALID_PARAMETERS,
                        problems.stream()
                                .map(problem -> new InvalidParameter(problem.pointer(), problem.message()))
                                .toList());
            case Sale.Sold sold -> {
                BigDecimal cost = BigDecimal.valueOf(sold.quote().microUsd(), 6);
                if (request.maxCost().filter(most -> most.compareTo(cost) < 0).isPresent()) {
                    throw ProblemException.invalid(
                            ErrorCode.INVALID_PARAMETERS,
                            List.of(new InvalidParameter(
                                    "/maxCost",
                                    "the estimate is "
                                            + cost.stripTrailingZeros().toPlainString() + " USD")));
                }
                yield sold;
            }
        };
    }

    private Job accepted(Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted(var job) -> job;
            case Acceptance.Paused(var until, var why) ->
                throw JobError.of(why).problem(Duration.between(clock.instant(), until));
        };
    }
}
