package klinggateway.kling;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import klinggateway.kling.Kling.Creation.AccountRefused;
import klinggateway.kling.Kling.Creation.Answered;
import klinggateway.kling.Kling.Creation.Busy;
import klinggateway.kling.Kling.Creation.Created;
import klinggateway.kling.Kling.Creation.Refused;
import klinggateway.kling.Kling.Creation.Unknown;
import klinggateway.kling.Kling.Finding.Found;
import klinggateway.kling.Kling.Finding.NotFound;
import klinggateway.kling.Kling.Finding.Unavailable;
import klinggateway.kling.Kling.Lookup.ByExternalId;
import klinggateway.kling.Kling.Lookup.ById;
import klinggateway.kling.KlingCredential.ApiKey;
import klinggateway.kling.KlingTransport.Exchange;

/** Kling's protocol: what its answers mean for a create and for a question. */
public final class HttpKling implements Kling {

    private static final int BATCH = 20;

    private final KlingTransport transport;

    /**
     * @param endpoint scheme and host, without a path
     * @param credential read at each call, so that a rotated one is picked up
     */
    public HttpKling(URI endpoint, Supplier<KlingCredential> credential, InstantSource clock, String userAgent) {
        this.transport = new KlingTransport(endpoint, credential, clock, userAgent);
    }

    @Override
    public String host() {
        return transport.host();
    }

    @Override
    public boolean isReady() {
        return transport.credential().isPresent();
    }

    @Override
    public boolean reachesNewerPaths() {
        return transport.credential().filter(ApiKey.class::isInstance).isPresent();
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        return switch (transport.call("POST", create.path(), Optional.of(CreateBody.of(create)), timeout)) {
            case Exchange.Failed(var error) -> new Unknown(error);
            case Exchange.Answered(var answer) -> creation(answer, create.answer());
        };
    }

    private static Creation creation(KlingAnswer answer, Expected expected) {
        if (answer.isSuccess()) {
            Optional<Creation> task = answer.task().map(Created::new);
            Optional<Creation> result = answer.result().map(Answered::new);
            Optional<Creation> creation = switch (expected) {
                case TASK -> task;
                case RESULT -> result;
                case ANY -> answer.hasEnded() ? result : task.or(() -> result);
            };
            return creation.orElseGet(() -> new Unknown(answer.error()));
        }
        KlingError error = answer.error();
        return switch (error.kind()) {
            case CREDENTIAL, PAYMENT, ADDRESS -> new AccountRefused(error);
            case PERMISSION, INPUT, CONTENT -> new Refused(error);
            case RATE -> new Busy(error);
            case UNAVAILABLE -> new Unknown(error);
        };
    }

    @Override
    public Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout) {
        if (lookups.isEmpty()) {
            return Map.of();
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<Lookup, Finding> findings = new ConcurrentHashMap<>();
        List<ById> byId = new ArrayList<>();
        boolean batches = reachesNewerPaths();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Lookup lookup : lookups) {
                if (lookup instanceof ById known && batches) {
                    byId.add(known);
                } else {
                    threads.execute(() -> findings.put(lookup, findOne(lookup, timeout)));
                }
            }
            for (int start = 0; start < byId.size(); start += BATCH) {
                List<ById> batch = byId.subList(start, Math.min(start + BATCH, byId.size()));
                threads.execute(() -> findings.putAll(findBatch(batch, timeout)));
            }
        }
        readAtTheirPaths(byId, findings, deadline);
        // A thread that died of an error of ours has left its lookups out; they stay open and are asked again.
        lookups.forEach(lookup ->
                findings.putIfAbsent(lookup, new Unavailable(KlingError.ofTransport("the query did not finish"))));
        return findings;
    }

    private void readAtTheirPaths(List<ById> asked, Map<Lookup, Finding> findings, long deadline) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ById lookup : asked) {
                if (findings.get(lookup) instanceof Found(var task) && OwnPath.tellsMore(lookup.path(), task)) {
                    threads.execute(() -> findings.put(lookup, atItsPath(lookup, task, deadline)));
                }
            }
        }
    }

    /**
     * As it is told there; if that fails, as it was told beside others, for nobody should wait for what it was made of. What it
     * took is told beside others with its currency.
     */
    private Finding atItsPath(Lookup lookup, KlingTask beside, long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return left.isPositive()
                        && findOne(lookup, left) instanceof Found(var task)
                        && task.status() == KlingTask.Status.SUCCEEDED
                ? new Found(task.taking(beside.deduction()))
                : new Found(beside);
    }

    private Finding findOne(Lookup lookup, Duration timeout) {
        return switch (transport.call("GET", path(lookup), Optional.empty(), timeout)) {
            case Exchange.Failed(var error) -> new Unavailable(error);
            case Exchange.Answered(var answer) ->
                Kling.isNewer(lookup.path()) ? findingInList(answer) : finding(answer);
        };
    }

    private static String path(Lookup lookup) {
        boolean isNewer = Kling.isNewer(lookup.path());
        return switch (lookup) {
            case ById known -> (isNewer ? "/tasks?task_ids=" : known.path() + "/") + encoded(known.taskId());
            case ByExternalId known ->
                (isNewer ? "/tasks?external_task_ids=" : known.path() + "/") + encoded(known.externalId());
        };
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static Finding finding(KlingAnswer answer) {
        if (answer.isSuccess()) {
            return answer.task().<Finding>map(Found::new).orElseGet(() -> new Unavailable(answer.error()));
        }
        KlingError error = answer.error();
        // An unknown id is HTTP 400 with this code, not 404 (docs/kling.md, Answers).
        return error.is(KlingCode.INVALID_VALUE) ? new NotFound() : new Unavailable(error);
    }

    /** On the newer paths an unknown id is just missing from the list. */
    private static Finding findingInList(KlingAnswer answer) {
        if (!answer.isSuccess() || !answer.hasList()) {
            return new Unavailable(answer.error());
        }
        return answer.tasks().stream().findFirst().<Finding>map(Found::new).orElseGet(NotFound::new);
    }

    private Map<Lookup, Finding> findBatch(List<ById> batch, Duration timeout) {
        String ids = String.join(",", batch.stream().map(ById::taskId).toList());
        String path = "/tasks?task_ids=" + encoded(ids);
        Map<Lookup, Finding> findings = new HashMap<>();
        switch (transport.call("GET", path, Optional.empty(), timeout)) {
            case Exchange.Failed(var error) -> batch.forEach(lookup -> findings.put(lookup, new Unavailable(error)));
            case Exchange.Answered(var answer)
            when !answer.isSuccess() || !answer.hasList() ->
                batch.forEach(lookup -> findings.put(lookup, new Unavailable(answer.error())));
            case Exchange.Answered(var answer) -> {
                Map<String, KlingTask> tasks = new HashMap<>();
                answer.tasks().forEach(task -> tasks.put(task.id(), task));
                for (ById lookup : batch) {
                    KlingTask task = tasks.get(lookup.taskId());
                    findings.put(lookup, task == null ? new NotFound() : new Found(task));
                }
            }
        }
        return findings;
    }

    @Override
    public Reply ask(String method, String path, Optional<String> body, Duration timeout) {
        return switch (transport.call(method, path, body, timeout)) {
            case Exchange.Failed(var error) -> new Reply.Refused(error);
            case Exchange.Answered(var answer) ->
                answer.isSuccess() ? new Reply.Data(answer.body().path("data")) : new Reply.Refused(answer.error());
        };
    }

    @Override
    public OptionalLong fileSize(URI url, Duration timeout) {
        return transport.contentLength(url, timeout);
    }
}
