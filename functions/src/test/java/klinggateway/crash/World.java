package klinggateway.crash;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.callback.TestCallback;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Catalogues;
import klinggateway.compact.TestCompact;
import klinggateway.deliver.TestDeliver;
import klinggateway.generate.TestGenerate;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.kling.Kling;
import klinggateway.kling.SilentKling;
import klinggateway.log.EventLog;
import klinggateway.poll.TestPoll;
import klinggateway.sweep.TestSweep;
import klinggateway.webhook.ScriptedCourier;

/** What outlives every process of the gateway, and all that can happen to it: each call is one invocation in a new one. */
final class World implements AutoCloseable {

    private static final String CALLBACKS = "https://gateway.example.com/callbacks/kling/";

    final int concurrency;
    final Bug bug;
    final Wire wire;
    final Random random;
    final TestGateway gateway;
    final MessageQueue queue;
    final Buyers buyers;
    /** Who the webhooks are of. */
    final ScriptedCourier receiver = new ScriptedCourier();

    final LateCreate lateCreate = new LateCreate();
    /** What went wrong inside invocations that did not die. */
    final List<String> errors = new ArrayList<>();

    /** The events whose caller was told that they are recorded. */
    final Set<String> recorded = new HashSet<>();

    /** How often orders with a mark were sent without a name. */
    private final Map<String, Integer> unnamed = new HashMap<>();

    private final Map<JobId, Optional<String>> marks = new HashMap<>();

    private final List<String> callbackTokens = new ArrayList<>();
    private Catalogue catalogue;
    private Kling kling;
    private boolean isRolledUp;
    private Runnable onCreated = () -> {};
    private Runnable onMeanwhile = () -> {};
    private Duration skew = Duration.ZERO;
    private Duration mostSkew = Duration.ZERO;
    private int depth;
    private int duplicates;

    World(int concurrency, Bug bug, Wire.Plan plan, long seed) {
        this.concurrency = concurrency;
        this.bug = bug;
        this.wire = new Wire(plan);
        this.random = new Random(seed);
        this.gateway = TestGateway.inProcess(concurrency);
        this.queue = new MessageQueue(gateway.time);
        this.buyers = new Buyers(gateway);
        this.catalogue = gateway.catalogue;
        this.kling = gateway.kling;
    }

    /** From now on Kling's records alone say what speech costs, which is a tenth of the estimate. */
    void leaveSpeechUnsettled() {
        catalogue = Catalogues.withDearSpeech();
        kling = new SilentKling(gateway.kling);
    }

    /** Kling as it is, for a new process. */
    Kling kling() {
        return kling;
    }

    /** From now on the clocks of processes are wrong by so much, in turns too late and too early. */
    void skewClocks(Duration length) {
        skew = length;
        mostSkew = mostSkew.compareTo(length) > 0 ? mostSkew : length;
    }

    /** By how much clocks were ever wrong. */
    Duration skew() {
        return mostSkew;
    }

    /** The clock of the next process. */
    InstantSource nextClock() {
        Duration wrong = skew;
        skew = skew.negated();
        return () -> gateway.time.instant().plus(wrong);
    }

    /** Runs one invocation; nothing if it died. */
    <T> Optional<T> invoke(Function<Sandbox, T> work) {
        Sandbox sandbox = new Sandbox(this);
        depth++;
        try {
            T answer = work.apply(sandbox);
            return sandbox.isDead() ? Optional.empty() : Optional.of(answer);
        } catch (Crash crash) {
            return Optional.empty();
        } catch (RuntimeException e) {
            errors.add(e.toString());
            return Optional.empty();
        } finally {
            depth--;
        }
    }

    /** Sends an order; the HTTP status its caller gets, if any. */
    Optional<Integer> order(String key, String body, Optional<String> name) {
        TestContext context = new TestContext();
        boolean isImage = body.contains("\"virtual-try-on\"") || body.contains("\"image\"");
        APIGatewayV2HTTPEvent event = buyers.request("generate", key);
        event.setRouteKey("POST /api/generate-" + (isImage ? "image" : "video"));
        event.setBody(body);
        name.ifPresent(text -> event.getHeaders().put("idempotency-key", text));
        if (name.isEmpty()) {
            Snapshot.mark(body).ifPresent(mark -> unnamed.merge(mark, 1, Integer::sum));
        }
        Optional<Integer> status = invoke(sandbox -> TestGenerate.on(
                                catalogue,
                                sandbox.kling,
                                sandbox.slots,
                                sandbox.jobs,
                                sandbox.accept,
                                sandbox.start,
                                sandbox.ledger,
                                sandbox.time,
                                sandbox.routes())
                        .handleRequest(event, context))
                .map(APIGatewayV2HTTPResponse::getStatusCode);
        errors.addAll(context.log);
        return status;
    }

    /** The mark of the order that has become this job. */
    Optional<String> mark(Job job) {
        return marks.computeIfAbsent(
                job.id(), unseen -> gateway.jobs.request(job).flatMap(request -> Snapshot.mark(request.body())));
    }

    /** Whether orders with this mark have no name. */
    boolean isUnnamed(String mark) {
        return unnamed.containsKey(mark);
    }

    /** How many jobs the orders with this mark can become. */
    int mostJobs(String mark) {
        return unnamed.getOrDefault(mark, 1);
    }

    /** Delivers what is due in the poll queue. */
    void poll() {
        List<MessageQueue.Kept> batch = queue.receive();
        if (batch.isEmpty()) {
            return;
        }
        TestContext context = new TestContext();
        List<SQSEvent.SQSMessage> records = new ArrayList<>();
        for (MessageQueue.Kept message : batch) {
            SQSEvent.SQSMessage received = new SQSEvent.SQSMessage();
            received.setMessageId(message.id());
            received.setBody(message.message().text());
            records.add(received);
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(records);
        Optional<SQSBatchResponse> response = invoke(sandbox -> TestPoll.on(
                        sandbox.jobs, sandbox.sync, sandbox.start, sandbox.queue, EventLog.SILENT, sandbox.time)
                .handleRequest(event, context));
        errors.addAll(context.log);
        if (response.isPresent()) {
            Set<String> failed = response.get().getBatchItemFailures().stream()
                    .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                    .collect(Collectors.toSet());
            batch.stream()
                    .map(MessageQueue.Kept::id)
                    .filter(id -> !failed.contains(id))
                    .forEach(queue::delete);
        }
    }

    /** Delivers what is due, and then once more, as SQS may. */
    void pollTwice() {
        queue.duplicate();
        duplicates++;
        poll();
        poll();
    }

    void sweep() {
        invoke(sandbox -> TestSweep.on(
                        sandbox.jobs,
                        sandbox.deliveries,
                        sandbox.slots,
                        sandbox.peaks,
                        sandbox.queue,
                        sandbox.deliverQueue,
                        sandbox.sync,
                        sandbox.start,
                        EventLog.SILENT,
                        sandbox.time)
                .handleRequest(new ScheduledEvent(), new TestContext()));
    }

    /** Delivers what is due in the queue of webhooks; what an invocation dies with is lost. */
    void deliver() {
        List<Message> batch = gateway.deliverQueue.receive();
        if (batch.isEmpty()) {
            return;
        }
        TestContext context = new TestContext();
        invoke(sandbox -> {
            AtomicReference<Optional<Fault>> fault = new AtomicReference<>(Optional.empty());
            return TestDeliver.on(
                            sandbox.deliveries,
                            sandbox.jobs,
                            sandbox.keys,
                            gateway,
                            receiver,
                            () -> fault.set(sandbox.begin("webhook post")),
                            () -> sandbox.end(fault.get()),
                            sandbox.deliverQueue,
                            sandbox.time)
                    .handleRequest(TestDeliver.batch(batch), context);
        });
        errors.addAll(context.log);
    }

    /** Whether webhooks are still to be told something. */
    boolean isTelling() {
        return !gateway.deliveries.due(Instant.ofEpochMilli(Long.MAX_VALUE), 1).isEmpty();
    }

    void compact() {
        isRolledUp = true;
        invoke(sandbox -> TestCompact.on(
                        sandbox.usage, sandbox.rollups, sandbox.reopenings, EventLog.SILENT, sandbox.time)
                .handleRequest(new ScheduledEvent(), new TestContext()));
    }

    /** Whether compaction has run, so that there are rollups. */
    boolean isRolledUp() {
        return isRolledUp;
    }

    /** Kling says of its {@code index}-th task that it has ended, whether it has or not. */
    void callback(int index) {
        if (index >= callbackTokens.size()) {
            return;
        }
        APIGatewayV2HTTPEvent event = Events.http("callback");
        event.setPathParameters(Map.of("token", callbackTokens.get(index)));
        event.setBody("{\"task_status\":\"succeed\"}");
        TestContext context = new TestContext();
        invoke(sandbox -> TestCallback.on(
                        gateway.tokens, sandbox.jobs, sandbox.sync, "", sandbox.time, sandbox.routes())
                .handleRequest(event, context));
        errors.addAll(context.log);
    }

    /** How many tasks Kling has a callback URL of. */
    int callbacks() {
        return callbackTokens.size();
    }

    void cancel(Job job) {
        invoke(sandbox -> sandbox.cancel.cancel(sandbox.jobs.find(job.id()).orElseThrow(), "no longer wanted"));
    }

    /** What happens between Kling's making a task and its answer. */
    void onCreated(Runnable action) {
        onCreated = action;
    }

    void created(Kling.Create create) {
        create.callbackUrl().map(url -> url.substring(CALLBACKS.length())).ifPresent(callbackTokens::add);
        onCreated.run();
    }

    /** What happens while a request is under way; nothing happens while that happens. */
    void onMeanwhile(Runnable action) {
        onMeanwhile = action;
    }

    void meanwhile() {
        if (depth == 1) {
            onMeanwhile.run();
        }
    }

    /** How often something happened that may double a message. */
    int disturbances() {
        return wire.faults() + duplicates;
    }

    /** Delivers what is due after so much time, once. */
    void pollAfter(Duration length) {
        pass(length);
        poll();
    }

    void pass(Duration length) {
        gateway.time.pass(length);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
