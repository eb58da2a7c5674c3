package klinggateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import klinggateway.alert.AlertSecrets;
import klinggateway.alert.AlertStore;
import klinggateway.alert.Reconciliations;
import klinggateway.alert.Rule;
import klinggateway.alert.Rules;
import klinggateway.aws.DynamoDbAlertStore;
import klinggateway.aws.DynamoDbBudgets;
import klinggateway.aws.DynamoDbDeliveries;
import klinggateway.aws.DynamoDbExternalUsage;
import klinggateway.aws.DynamoDbJobStore;
import klinggateway.aws.DynamoDbKeyStore;
import klinggateway.aws.DynamoDbKlingContacts;
import klinggateway.aws.DynamoDbLedger;
import klinggateway.aws.DynamoDbPeaks;
import klinggateway.aws.DynamoDbReconciliations;
import klinggateway.aws.DynamoDbReopenings;
import klinggateway.aws.DynamoDbRequestCounter;
import klinggateway.aws.DynamoDbRollupStore;
import klinggateway.aws.DynamoDbRuleStore;
import klinggateway.aws.DynamoDbSlots;
import klinggateway.aws.DynamoDbUsageStore;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Sale;
import klinggateway.catalogue.Wish;
import klinggateway.emulators.aws.Tables;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.emulators.kling.ProductType;
import klinggateway.emulators.kling.ResourcePack;
import klinggateway.emulators.template.TableResource;
import klinggateway.emulators.template.Template;
import klinggateway.http.Authentication;
import klinggateway.http.Routes;
import klinggateway.job.Budget;
import klinggateway.job.Budgets;
import klinggateway.job.Deliveries;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobStore;
import klinggateway.job.Peaks;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;
import klinggateway.keys.KeyText;
import klinggateway.keys.KeyTokens;
import klinggateway.keys.Policy;
import klinggateway.keys.RequestCounter;
import klinggateway.keys.Scope;
import klinggateway.keys.WebhookSecrets;
import klinggateway.kling.HttpKling;
import klinggateway.kling.Kling;
import klinggateway.kling.KlingContacts;
import klinggateway.kling.KlingCredential.ApiKey;
import klinggateway.kling.LoggedKling;
import klinggateway.lifecycle.Accept;
import klinggateway.lifecycle.CallbackTokens;
import klinggateway.lifecycle.Cancel;
import klinggateway.lifecycle.Deadline;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.LoggedJobStore;
import klinggateway.lifecycle.LoggedLedger;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Sync;
import klinggateway.lifecycle.TellingJobStore;
import klinggateway.lifecycle.TellingLedger;
import klinggateway.lifecycle.Terms;
import klinggateway.lifecycle.Waiting;
import klinggateway.secret.DerivedSecrets;
import klinggateway.secret.Secret;
import klinggateway.usage.Cube;
import klinggateway.usage.ExternalUsage;
import klinggateway.usage.Reopenings;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/**
 * The gateway's parts on the tables of {@code infra/template.yaml} in DynamoDB Local and on the Kling emulator, with time and
 * the poll queue in the test's hands.
 */
public final class TestGateway implements AutoCloseable {

    /** Of {@code events/*.json}. */
    public static final String ADMIN_SECRET = "thisSecretIsForSampleEventsOnly0000000000000";

    public static final String KEY_ID = "testkey";
    /** Of the test's key, which may spend what it likes. */
    public static final Terms TERMS = new Terms(
            "2026-11", Optional.empty(), Optional.empty(), 1_000, Optional.empty(), Optional.empty(), Optional.empty());

    public static final DynamoDbLedger.Tables TABLE_NAMES =
            new DynamoDbLedger.Tables("JobsTable", "UsageTable", "AdmissionTable");
    private static final Instant START = Instant.parse("2026-11-24T13:00:00Z");
    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    public static final Duration RETENTION = Duration.ofDays(90);

    /** Read once, because there are thousands of gateways. */
    private static final Catalogue CATALOGUE = Catalogue.builtIn();

    private static final List<Rule> ALERT_RULES = Rules.builtIn();

    /** In these nothing expires: DynamoDB Local deletes by the clock on the wall, which is ahead of the tests'. */
    private static final List<TableResource> TABLES = Template.read(TEMPLATE, Map.of()).tables().stream()
            .map(TestGateway::withoutExpiry)
            .toList();

    /** DynamoDB Local without HTTP in between, for those who send it a million requests. Made when it is first needed. */
    private static final class InProcess {
        static final DynamoDbClient CLIENT = DynamoDBEmbedded.create().dynamoDbClient();
    }

    private final DynamoDbClient client;
    public final VirtualTime time = new VirtualTime(START);
    public final VirtualPollQueue queue = new VirtualPollQueue(time);
    public final VirtualDeliverQueue deliverQueue = new VirtualDeliverQueue(time);
    public final RecordedLog log = new RecordedLog(time);
    public final Random random = new Random(1);
    public final KlingEmulator emulator;
    public final Catalogue catalogue = CATALOGUE;
    public final Kling kling;
    public final KlingContacts contacts;
    public final JobStore jobs;
    public final Deliveries deliveries;
    public final UsageStore usage;
    public final RollupStore rollups;
    public final Reopenings reopenings;
    public final ExternalUsage externalUsage;
    public final KeyStore keys;
    public final AlertStore alerts;
    public final Rules alertRules;
    public final Ledger ledger;
    public final Budgets budgets;
    public final Reconciliations reconciliations;
    public final Peaks peaks;
    public final Slots slots;
    public final DerivedSecrets derived = new DerivedSecrets(() -> new Secret("gateway-secret-of-tests"));
    public final AlertSecrets alertSecrets = new AlertSecrets(derived);
    public final CallbackTokens tokens = new CallbackTokens(derived);
    public final KeyTokens keyTokens = new KeyTokens(derived);
    public final WebhookSecrets webhookSecrets = new WebhookSecrets(derived);
    public final Accept accept;
    public final Start start;
    public final Sync sync;
    public final Cancel cancel;

    public final Waiting waiting;
    /** What happens while somebody waits. */
    public Waiting.Sleep whileWaiting = time::pass;

    public TestGateway() {
        this(5);
    }

    /** @param concurrency of the video pool, here and at Kling's emulator */
    public TestGateway(int concurrency) {
        this(concurrency, false);
    }

    /** @param retiredModels whether Kling's emulator still sells what was switched off */
    public TestGateway(int concurrency, boolean retiredModels) {
        this(StandIn.EMBEDDED.dynamoDb(), StandIn.EMBEDDED.dynamoDb(), concurrency, retiredModels);
    }

    /** A gateway on another stand-in for DynamoDB. */
    public TestGateway(StandIn aws) {
        this(aws.dynamoDb(), aws.dynamoDb(), 5, false);
    }

    /** A gateway whose requests to DynamoDB take a fraction of the time. */
    public static TestGateway inProcess(int concurrency) {
        return new TestGateway(InProcess.CLIENT, InProcess.CLIENT, concurrency, false);
    }

    /** A gateway whose requests to DynamoDB are measured by what {@code meter} makes of the client. */
    public static TestGateway metered(Function<DynamoDbClient, ? extends DynamoDbClient> meter, int concurrency) {
        return new TestGateway(InProcess.CLIENT, meter.apply(InProcess.CLIENT), concurrency, false);
    }

    private TestGateway(DynamoDbClient plain, DynamoDbClient client, int concurrency, boolean retiredModels) {
        this.client = client;
        emptyTables(plain);
        deliveries = new DynamoDbDeliveries(client, "JobsTable", RETENTION, random);
        jobs = new TellingJobStore(
                new LoggedJobStore(new DynamoDbJobStore(client, "JobsTable", RETENTION, time, random), log),
                deliveries,
                deliverQueue,
                time,
                TestGateway::fail);
        usage = new DynamoDbUsageStore(client, "UsageTable");
        rollups = new DynamoDbRollupStore(client, "RollupsTable");
        reopenings = new DynamoDbReopenings(client, "AdmissionTable");
        externalUsage =
                new DynamoDbExternalUsage(client, "UsageTable", "AdmissionTable", RETENTION, time, new Random(3));
        keys = new DynamoDbKeyStore(client, "KeysTable");
        alerts = new DynamoDbAlertStore(client, "AlertsTable", time, random);
        alertRules = new Rules(ALERT_RULES, new DynamoDbRuleStore(client, "AlertsTable"));
        ledger = new TellingLedger(
                new LoggedLedger(
                        new DynamoDbLedger(
                                client, TABLE_NAMES, new DynamoDbLedger.Retention(RETENTION, RETENTION), time, random),
                        log),
                deliverQueue,
                TestGateway::fail);
        budgets = new DynamoDbBudgets(client, "AdmissionTable", random);
        reconciliations = new DynamoDbReconciliations(client, "AlertsTable", random);
        emulator = KlingEmulator.builder()
                .clock(time)
                .apiKey("kling-key")
                .retiredModels(retiredModels)
                .pack(ResourcePack.of(ProductType.VIDEO, 100_000, concurrency))
                .pack(ResourcePack.of(ProductType.IMAGE, 100_000, 9))
                .pack(ResourcePack.of(ProductType.TRY_ON, 1_000, 5))
                .start();
        kling = new LoggedKling(
                new HttpKling(emulator.url(), () -> new ApiKey(new Secret("kling-key")), time, "test"), log, time);
        contacts = new DynamoDbKlingContacts(client, "AdmissionTable", random);
        peaks = new DynamoDbPeaks(client, "AdmissionTable", random, TestGateway::fail);
        slots = new DynamoDbSlots(
                client,
                "AdmissionTable",
                peaks,
                Map.of(Pool.VIDEO, concurrency, Pool.IMAGE, 9, Pool.TRY_ON, 5),
                time,
                random);
        accept = new Accept(jobs, ledger, slots, time, random);
        start = new Start(jobs, ledger, slots, queue, kling, tokens, this::isRevoked, time);
        cancel = new Cancel(ledger, slots, queue, time);
        waiting = new Waiting(jobs, paused -> whileWaiting.pass(paused));
        sync = new Sync(jobs, ledger, slots, queue, kling, time);
    }

    private static void fail(RuntimeException e) {
        throw e;
    }

    private static TableResource withoutExpiry(TableResource table) {
        return new TableResource(table.id(), table.attributeTypes(), table.keys(), table.indexes(), Optional.empty());
    }

    /** Empties the tables, and makes those that are missing; making all anew takes ten times as long. */
    private static void emptyTables(DynamoDbClient client) {
        List<String> existing = client.listTables().tableNames();
        if (existing.size() < TABLES.size()) {
            Tables.create(client, TABLES);
        }
        for (TableResource table : TABLES) {
            if (existing.contains(table.id())) {
                client.scanPaginator(scan -> scan.tableName(table.id())).items().forEach(item -> {
                    Map<String, AttributeValue> key = new HashMap<>();
                    table.keys().forEach(part -> key.put(part.attribute(), item.get(part.attribute())));
                    client.deleteItem(delete -> delete.tableName(table.id()).key(key));
                });
            }
        }
    }

    /** The client of the tables, to be decorated. */
    public DynamoDbClient dynamoDb() {
        return client;
    }

    /** Routes that know the admin key and the keys stored so far and later. */
    public Routes routes() {
        return routes(keys, new DynamoDbRequestCounter(client, TABLE_NAMES.admission()), Optional.empty());
    }

    /** The same, with other places where keys are kept and requests counted, and with what keyless calls act as. */
    public Routes routes(KeyStore otherKeys, RequestCounter counter, Optional<String> anonymousKey) {
        return new Routes(
                new Authentication(otherKeys, () -> new Secret(ADMIN_SECRET), keyTokens, counter, anonymousKey, time),
                Optional.of("https://gateway.example.com"),
                log,
                time);
    }

    /** Stores a key; the text its caller has. */
    public String newKey(String id, Scope... scopes) {
        return newKey(id, Policy.OPEN, scopes);
    }

    /** Stores a key with a policy; the text its caller has. */
    public String newKey(String id, Policy policy, Scope... scopes) {
        KeyText text = new KeyText(id, new Secret("s".repeat(40) + id));
        keys.add(Key.create(id, id, text.digest(), Set.of(scopes), time.instant(), Optional.empty(), policy));
        return text.reveal();
    }

    private boolean isRevoked(String keyId) {
        return keys.find(keyId).filter(key -> key.revokedAt().isPresent()).isPresent();
    }

    public Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(110), time);
    }

    /** Accepts a five-second video and starts it, as {@code generate} does. */
    public Job order(String prompt) {
        return start.start(accepted(prompt), request(prompt), deadline());
    }

    /** The same by an HTTP request. */
    public Job order(String prompt, String requestId) {
        return start.start(accepted(prompt, Optional.of(requestId)), request(prompt), deadline());
    }

    public Job accepted(String prompt) {
        return accepted(prompt, Optional.empty());
    }

    private Job accepted(String prompt, Optional<String> requestId) {
        return ((Accept.Acceptance.Accepted) accept.accept(KEY_ID, requestId, sold(prompt), request(prompt), TERMS))
                .job();
    }

    public Sale.Sold sold(String prompt) {
        Wish wish = new Wish("text2video", JsonNodeFactory.instance.objectNode().put("prompt", prompt));
        return (Sale.Sold) Sale.of(wish, catalogue, Generation.ALL);
    }

    public static JobRequest request(String prompt) {
        String body =
                "{\"model_name\":\"kling-v2-6\",\"mode\":\"std\",\"duration\":\"5\",\"prompt\":\"" + prompt + "\"}";
        return new JobRequest(body, Optional.empty(), JobRequest.Extras.NONE.of(prompt, false));
    }

    public Job job(JobId id) {
        return jobs.find(id).orElseThrow();
    }

    /** All usage of the test's key so far. */
    public Cube usageNow() {
        Instant from = START.minus(Duration.ofDays(1));
        return new UsageReader(usage, rollups)
                .total(
                        Shape.CUBE,
                        Span.whole(Set.of(KEY_ID), from, time.instant().plusSeconds(1)),
                        time.instant());
    }

    /** What a key has spent in a month or, with {@code total}, in all. */
    public Budget budget(String keyId, String period) {
        return budgets.find(List.of(new Budgets.Account(keyId, period))).getFirst();
    }

    @Override
    public void close() {
        emulator.close();
    }
}
