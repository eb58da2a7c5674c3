package klinggateway;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import klinggateway.alert.AlertStore;
import klinggateway.alert.Reconciliations;
import klinggateway.alert.Rules;
import klinggateway.alert.Topic;
import klinggateway.aws.AwsClients;
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
import klinggateway.aws.SnsTopic;
import klinggateway.aws.SqsDeliverQueue;
import klinggateway.aws.SqsPollQueue;
import klinggateway.aws.SqsQueueDepths;
import klinggateway.job.Budgets;
import klinggateway.job.DeliverQueue;
import klinggateway.job.Deliveries;
import klinggateway.job.JobStore;
import klinggateway.job.Peaks;
import klinggateway.job.PollQueue;
import klinggateway.job.QueueDepths;
import klinggateway.job.Slots;
import klinggateway.keys.KeyStore;
import klinggateway.keys.RequestCounter;
import klinggateway.kling.KlingContacts;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.LoggedJobStore;
import klinggateway.lifecycle.LoggedLedger;
import klinggateway.lifecycle.TellingJobStore;
import klinggateway.lifecycle.TellingLedger;
import klinggateway.log.EventLog;
import klinggateway.usage.ExternalUsage;
import klinggateway.usage.Reopenings;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where everything is kept: tables and queues of AWS, behind the ports that the rest of the gateway knows. */
public final class Stores {

    private final Settings settings;
    private final AwsClients clients;
    private final DynamoDbClient dynamoDb;
    private final EventLog log;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Peaks peaks;

    Stores(Settings settings, AwsClients clients, EventLog log, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.clients = clients;
        this.dynamoDb = clients.dynamoDb();
        this.log = log;
        this.clock = clock;
        this.random = random;
        this.peaks = new DynamoDbPeaks(dynamoDb, settings.tables().admission(), random, Stores::logUnwrittenPeak);
    }

    public JobStore jobs() {
        JobStore stored =
                new DynamoDbJobStore(dynamoDb, settings.tables().jobs(), settings.jobRetention(), clock, random);
        return new TellingJobStore(
                new LoggedJobStore(stored, log), deliveries(), deliverQueue(), clock, Stores::logUntoldWebhook);
    }

    /** What webhooks are told. */
    public Deliveries deliveries() {
        return new DynamoDbDeliveries(dynamoDb, settings.tables().jobs(), settings.jobRetention(), random);
    }

    public DeliverQueue deliverQueue() {
        return new SqsDeliverQueue(clients.sqs(), settings.deliverQueueUrl());
    }

    public Slots slots() {
        return new DynamoDbSlots(dynamoDb, settings.tables().admission(), peaks, settings.concurrency(), clock, random);
    }

    /** One for all parts of a function: it knows what it has written. */
    public Peaks peaks() {
        return peaks;
    }

    public UsageStore usage() {
        return new DynamoDbUsageStore(dynamoDb, settings.tables().usage());
    }

    public RollupStore rollups() {
        return new DynamoDbRollupStore(dynamoDb, settings.tables().rollups());
    }

    public Reopenings reopenings() {
        return new DynamoDbReopenings(dynamoDb, settings.tables().admission());
    }

    public ExternalUsage externalUsage() {
        return new DynamoDbExternalUsage(
                dynamoDb,
                settings.tables().usage(),
                settings.tables().admission(),
                settings.usageRetention(),
                clock,
                random);
    }

    public KeyStore keys() {
        return new DynamoDbKeyStore(dynamoDb, settings.tables().keys());
    }

    public PollQueue pollQueue() {
        return new SqsPollQueue(clients.sqs(), settings.pollQueueUrl());
    }

    public QueueDepths queueDepths() {
        return new SqsQueueDepths(clients.sqs(), settings.pollQueueUrl(), settings.deadLetterQueueUrls());
    }

    public KlingContacts klingContacts() {
        return new DynamoDbKlingContacts(dynamoDb, settings.tables().admission(), random);
    }

    public Budgets budgets() {
        return new DynamoDbBudgets(dynamoDb, settings.tables().admission(), random);
    }

    /** What the last reconciliation found. */
    public Reconciliations reconciliations() {
        return new DynamoDbReconciliations(dynamoDb, settings.tables().alerts(), random);
    }

    public Ledger ledger() {
        DynamoDbLedger ledger = new DynamoDbLedger(
                dynamoDb,
                new DynamoDbLedger.Tables(
                        settings.tables().jobs(),
                        settings.tables().usage(),
                        settings.tables().admission()),
                new DynamoDbLedger.Retention(settings.jobRetention(), settings.usageRetention()),
                clock,
                random);
        return new TellingLedger(new LoggedLedger(ledger, log), deliverQueue(), Stores::logUntoldWebhook);
    }

    public AlertStore alerts() {
        return new DynamoDbAlertStore(dynamoDb, settings.tables().alerts(), clock, random);
    }

    /** The rules that come with the gateway, and operators' own. */
    public Rules alertRules() {
        return new Rules(
                Rules.builtIn(),
                new DynamoDbRuleStore(dynamoDb, settings.tables().alerts()));
    }

    /** Where operators are told of alerts. */
    public Topic alertTopic() {
        return new SnsTopic(clients.sns(), settings.alertTopicArn());
    }

    public RequestCounter requestCounter() {
        return new DynamoDbRequestCounter(dynamoDb, settings.tables().admission());
    }

    private static void logUntoldWebhook(RuntimeException e) {
        LambdaRuntime.getLogger().log("WARN: a webhook is told of its job later or not at all: " + e + "\n");
    }

    private static void logUnwrittenPeak(RuntimeException e) {
        LambdaRuntime.getLogger().log("WARN: how many slots were in use was not remembered: " + e + "\n");
    }
}
