package klinggateway.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import klinggateway.emulators.aws.SnsEmulator;
import klinggateway.emulators.template.Schedule;
import klinggateway.local.api.HttpApi;
import klinggateway.local.lambda.Invocation;
import klinggateway.local.lambda.LocalFunction;
import klinggateway.local.schedule.Scheduler;
import klinggateway.local.sqs.QueueConsumer;

/** A gateway running on one machine: exactly what a template declares, on embedded stand-ins, reachable from this machine only. */
public final class LocalGateway implements AutoCloseable {

    /** How long running invocations may still take when the gateway is closed. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Parts parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    LocalGateway(Parts parts) {
        this.parts = parts;
    }

    /** All that runs. The stand-ins are closed last, in reverse order. */
    record Parts(
            HttpApi api,
            Map<String, LocalFunction> functions,
            List<Schedule> schedules,
            List<Scheduler> schedulers,
            List<QueueConsumer> consumers,
            ExecutorService threads,
            ExecutorService invocations,
            StandIns standIns,
            RunningResources resources) {

        LocalFunction function(String id) {
            return Optional.ofNullable(functions.get(id))
                    .orElseThrow(() -> new IllegalArgumentException("The template has no function " + id));
        }
    }

    /** Prepares a gateway for this template. */
    public static Builder builder(Path template) {
        return new Builder(template);
    }

    /** Where requests are sent to, such as {@code http://127.0.0.1:8080}. */
    public URI url() {
        return parts.api().url();
    }

    /** Where this gateway's DynamoDB is. */
    public URI dynamoDb() {
        return parts.standIns().dynamoDb().endpoint();
    }

    /** Where this gateway's SQS is. */
    public URI sqs() {
        return parts.standIns().sqs().endpoint();
    }

    /** The URL of a queue, by its logical id in the template. */
    public String queueUrl(String queueId) {
        return parts.resources().reference(queueId);
    }

    /** What was published to the template's topics so far, in this order. */
    public List<SnsEmulator.Published> published() {
        return parts.standIns().sns().published();
    }

    /** The value of a secret, by its logical id in the template. */
    public String secret(String secretId) {
        return parts.standIns().secretValue(secretId);
    }

    /**
     * Runs a scheduled function once and waits for its end.
     *
     * @throws IllegalArgumentException if the template has no schedule for it
     * @throws IllegalStateException if the run fails
     */
    public void runSchedule(String functionId) {
        Schedule schedule = parts.schedules().stream()
                .filter(candidate -> candidate.functionId().equals(functionId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(functionId + " has no schedule"));
        switch (Scheduler.run(schedule, parts.function(functionId))) {
            case Invocation.Returned _ -> {}
            case Invocation.Failed(String type, String message) ->
                throw new IllegalStateException(functionId + " failed: " + type + ": " + message);
        }
    }

    /** Takes no new work, gives running invocations 5 seconds, and stops. A second call does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        long deadline = System.nanoTime() + GRACE.toNanos();
        parts.schedulers().forEach(Scheduler::close);
        parts.consumers().forEach(QueueConsumer::close);
        parts.api().stop(GRACE);
        end(parts.threads(), deadline);
        end(parts.invocations(), deadline);
        parts.standIns().close();
    }

    private static void end(ExecutorService executor, long deadline) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** What a gateway is started with. Without further words: in memory, on any free port, with its schedules. */
    public static final class Builder {

        final Path template;
        final Map<String, String> parameters = new HashMap<>();
        final Map<String, String> secrets = new HashMap<>();
        final List<Consumer<String>> listeners = new ArrayList<>();
        final List<Consumer<SnsEmulator.Published>> publicationListeners = new ArrayList<>();
        DataFolder data = DataFolder.inMemory();
        int port;
        Schedules schedules = Schedules.AT_ONCE;
        boolean eventLog;
        Preparation preparation = (template, dynamoDb) -> {};
        Duration integrationTimeout = Duration.ofSeconds(30);

        private Builder(Path template) {
            this.template = template;
        }

        /** Gives a parameter of the template a value. */
        public Builder parameter(String name, String value) {
            parameters.put(name, value);
            return this;
        }

        /** Gives a secret of the template a value, as the operator does after a deployment. */
        public Builder secret(String secretId, String value) {
            secrets.put(secretId, value);
            return this;
        }

        /** Keeps tables and secrets there. The gateway does not close it. */
        public Builder data(DataFolder folder) {
            data = folder;
            return this;
        }

        /** Listens there; 0 is any free port. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Prints what happens, line by line, as the functions log it on Lambda. */
        public Builder eventLog() {
            eventLog = true;
            return this;
        }

        /** Has something done with the tables before anything else uses them. */
        public Builder preparation(Preparation what) {
            preparation = what;
            return this;
        }

        /** Says when schedules run. */
        public Builder schedules(Schedules when) {
            schedules = when;
            return this;
        }

        /** Tells somebody what has started, such as {@code DynamoDB}. */
        public Builder onProgress(Consumer<String> listener) {
            listeners.add(listener);
            return this;
        }

        /** Tells somebody what is published to a topic, as mail and the like would. */
        public Builder onPublished(Consumer<SnsEmulator.Published> listener) {
            publicationListeners.add(listener);
            return this;
        }

        /** Answers 503 after this long instead of API Gateway's 30 seconds. */
        Builder integrationTimeout(Duration timeout) {
            integrationTimeout = timeout;
            return this;
        }

        /**
         * Starts everything; when this returns, requests are answered.
         *
         * @throws StartException if the port is in use
         * @throws klinggateway.emulators.template.TemplateException if the template cannot be interpreted
         * @throws klinggateway.local.lambda.HandlerException if a handler cannot be made
         */
        public LocalGateway start() {
            return new GatewayStart(this).run();
        }
    }
}
