package klinggateway.local;

import java.io.IOException;
import java.net.BindException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import klinggateway.emulators.aws.EmbeddedDynamoDb;
import klinggateway.emulators.aws.EmbeddedSqs;
import klinggateway.emulators.aws.Queues;
import klinggateway.emulators.aws.Tables;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.emulators.template.Template;
import klinggateway.local.api.HttpApi;
import klinggateway.local.lambda.LocalFunction;
import klinggateway.local.schedule.Scheduler;
import klinggateway.local.sqs.QueueConsumer;

/** Starts a gateway, with everything at the same time that does not wait for something else. */
final class GatewayStart {

    private static final String PUBLIC_URL = "PublicUrl";

    private final LocalGateway.Builder settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService invocations = Executors.newVirtualThreadPerTaskExecutor();

    GatewayStart(LocalGateway.Builder settings) {
        this.settings = settings;
    }

    LocalGateway run() {
        HttpApi api = bind();
        // Platform threads: starting is computing and loading of classes, which virtual threads do not share well.
        try (var starters =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            var dynamoDb = async(starters, () -> started("DynamoDB", this::dynamoDb));
            var sqs = async(starters, () -> started("SQS", EmbeddedSqs::start));
            var standIns = dynamoDb.thenCombineAsync(sqs, StandIns::new, starters);
            try {
                Template template = readTemplate(api);
                template.functions().forEach(function -> starters.execute(() -> LocalFunction.preload(function)));
                return assemble(api, template, standIns.join(), starters);
            } catch (CompletionException e) {
                closeAfterFailure(api, dynamoDb, sqs, standIns);
                throw unwrapped(e);
            } catch (RuntimeException e) {
                closeAfterFailure(api, dynamoDb, sqs, standIns);
                throw e;
            }
        }
    }

    private LocalGateway assemble(HttpApi api, Template template, StandIns standIns, ExecutorService starters) {
        var tables =
                CompletableFuture.runAsync(() -> Tables.create(standIns.dynamoDbClient(), template.tables()), starters);
        Map<String, String> queueUrls = Queues.create(standIns.sqsClient(), template.queues());
        var resources = new RunningResources(template, queueUrls);
        standIns.putSecrets(template, settings.secrets, settings.data);
        settings.publicationListeners.forEach(listener -> standIns.sns().onPublished(listener));
        Map<String, LocalFunction> functions = load(template, resources, standIns, starters);
        tables.join();
        tell("functions");
        settings.preparation.prepare(template, standIns.dynamoDbClient());
        List<QueueConsumer> consumers = template.queueSources().stream()
                .map(source -> QueueConsumer.start(
                        standIns.sqsClient(),
                        source,
                        resources.reference(source.queueId()),
                        function(functions, source.functionId()),
                        threads))
                .toList();
        api.start(template.routes(), id -> function(functions, id));
        return new LocalGateway(new LocalGateway.Parts(
                api,
                functions,
                template.schedules(),
                startSchedules(template, functions),
                consumers,
                threads,
                invocations,
                standIns,
                resources));
    }

    private List<Scheduler> startSchedules(Template template, Map<String, LocalFunction> functions) {
        if (settings.schedules == Schedules.ON_DEMAND) {
            return List.of();
        }
        return template.schedules().stream()
                .map(schedule -> Scheduler.start(
                        schedule, function(functions, schedule.functionId()), settings.schedules == Schedules.AT_ONCE))
                .toList();
    }

    private Map<String, LocalFunction> load(
            Template template, RunningResources resources, StandIns standIns, ExecutorService starters) {
        var functions = new ConcurrentHashMap<String, LocalFunction>();
        var loading = template.functions().stream()
                .map(function -> CompletableFuture.runAsync(
                        () -> functions.put(
                                function.id(),
                                LocalFunction.load(function, environment(function, resources, standIns), invocations)),
                        starters))
                .toList();
        loading.forEach(CompletableFuture::join);
        return Map.copyOf(functions);
    }

    private Map<String, String> environment(FunctionResource function, RunningResources resources, StandIns standIns) {
        Map<String, String> environment = new HashMap<>(resources.environmentOf(
                function,
                standIns.dynamoDb().endpoint(),
                standIns.sqs().endpoint(),
                standIns.secretsManager().endpoint(),
                standIns.sns().endpoint()));
        environment.put("EVENT_LOG", settings.eventLog ? "on" : "off");
        // Whoever runs this has nothing behind it that callers could not reach without it.
        environment.put("WEBHOOK_TARGETS", "any");
        return environment;
    }

    private static LocalFunction function(Map<String, LocalFunction> functions, String id) {
        return Optional.ofNullable(functions.get(id))
                .orElseThrow(() -> new IllegalStateException("No function " + id + " was loaded"));
    }

    private Template readTemplate(HttpApi api) {
        var parameters = new HashMap<>(settings.parameters);
        if (Template.parameterNames(settings.template).contains(PUBLIC_URL)) {
            // On AWS it may be empty, since a request's domain leads back to the gateway; here the port is missing in
            // it.
            parameters.putIfAbsent(PUBLIC_URL, api.url().toString());
        }
        return Template.read(settings.template, parameters);
    }

    private EmbeddedDynamoDb dynamoDb() {
        return settings.data.tables().map(EmbeddedDynamoDb::in).orElseGet(EmbeddedDynamoDb::inMemory);
    }

    private HttpApi bind() {
        try {
            return HttpApi.bind(settings.port, settings.integrationTimeout, threads);
        } catch (BindException e) {
            throw new StartException("Port " + settings.port + " is in use. Choose another with --port.", e);
        } catch (IOException e) {
            throw new StartException("Port " + settings.port + " cannot be listened on: " + e.getMessage(), e);
        }
    }

    private <T> T started(String what, Callable<T> start) throws Exception {
        T thing = start.call();
        tell(what);
        return thing;
    }

    private void tell(String what) {
        settings.listeners.forEach(listener -> listener.accept(what));
    }

    private static <T> CompletableFuture<T> async(ExecutorService starters, Callable<T> task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                starters);
    }

    /** Waits for what is still starting, since only a started thing can be stopped. */
    private void closeAfterFailure(
            HttpApi api,
            CompletableFuture<EmbeddedDynamoDb> dynamoDb,
            CompletableFuture<EmbeddedSqs> sqs,
            CompletableFuture<StandIns> standIns) {
        api.close();
        threads.shutdownNow();
        invocations.shutdownNow();
        standIns.handle((running, failure) -> null).join();
        if (!standIns.isCompletedExceptionally()) {
            standIns.join().close();
            return;
        }
        dynamoDb.handle((running, failure) -> null).join();
        sqs.handle((running, failure) -> null).join();
        if (!dynamoDb.isCompletedExceptionally()) {
            dynamoDb.join().close();
        }
        if (!sqs.isCompletedExceptionally()) {
            sqs.join().close();
        }
    }

    private static RuntimeException unwrapped(CompletionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }
}
