package klinggateway.crash;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import klinggateway.TestGateway;
import klinggateway.aws.DynamoDbDeliveries;
import klinggateway.aws.DynamoDbExternalUsage;
import klinggateway.aws.DynamoDbJobStore;
import klinggateway.aws.DynamoDbKeyStore;
import klinggateway.aws.DynamoDbLedger;
import klinggateway.aws.DynamoDbPeaks;
import klinggateway.aws.DynamoDbReopenings;
import klinggateway.aws.DynamoDbRequestCounter;
import klinggateway.aws.DynamoDbRollupStore;
import klinggateway.aws.DynamoDbSlots;
import klinggateway.aws.DynamoDbUsageStore;
import klinggateway.http.Authentication;
import klinggateway.http.Routes;
import klinggateway.job.DeliverQueue;
import klinggateway.job.Deliveries;
import klinggateway.job.JobStore;
import klinggateway.job.Peaks;
import klinggateway.job.PollQueue;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.keys.KeyStore;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Accept;
import klinggateway.lifecycle.Cancel;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Sync;
import klinggateway.lifecycle.TellingJobStore;
import klinggateway.lifecycle.TellingLedger;
import klinggateway.log.EventLog;
import klinggateway.secret.Secret;
import klinggateway.usage.ExternalUsage;
import klinggateway.usage.Reopenings;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One process of the gateway: real parts, every request of which can fail, and after a crash does. */
final class Sandbox {

    private static final Duration RETENTION = Duration.ofDays(90);

    /** This process's clock, which need not be the others'. */
    final InstantSource time;

    final JobStore jobs;
    final Deliveries deliveries;
    final DeliverQueue deliverQueue;
    final KeyStore keys;
    final UsageStore usage;
    final RollupStore rollups;
    final Reopenings reopenings;
    final ExternalUsage externalUsage;
    final Ledger ledger;
    final Peaks peaks;
    final Slots slots;
    final PollQueue queue;
    final Kling kling;
    final Accept accept;
    final Start start;
    final Sync sync;
    final Cancel cancel;
    final LateCreate lateCreate;
    private final World world;
    private final DynamoDbClient dynamoDb;
    private volatile boolean begun;
    private volatile boolean dead;

    Sandbox(World world) {
        this.world = world;
        TestGateway gateway = world.gateway;
        dynamoDb = world.bug.in(Faulty.dynamoDb(gateway.dynamoDb(), this));
        time = world.nextClock();
        lateCreate = world.lateCreate;
        var random = world.random;
        deliveries = new DynamoDbDeliveries(dynamoDb, TestGateway.TABLE_NAMES.jobs(), RETENTION, random);
        deliverQueue = new FaultyDeliverQueue(gateway.deliverQueue, this);
        jobs = new TellingJobStore(
                new DynamoDbJobStore(dynamoDb, TestGateway.TABLE_NAMES.jobs(), RETENTION, time, random),
                deliveries,
                deliverQueue,
                time,
                Sandbox::goOn);
        keys = new DynamoDbKeyStore(dynamoDb, "KeysTable");
        usage = new DynamoDbUsageStore(dynamoDb, TestGateway.TABLE_NAMES.usage());
        rollups = new DynamoDbRollupStore(dynamoDb, "RollupsTable");
        reopenings = new DynamoDbReopenings(dynamoDb, TestGateway.TABLE_NAMES.admission());
        externalUsage = new DynamoDbExternalUsage(
                dynamoDb,
                TestGateway.TABLE_NAMES.usage(),
                TestGateway.TABLE_NAMES.admission(),
                RETENTION,
                time,
                random);
        ledger = new TellingLedger(
                new DynamoDbLedger(
                        dynamoDb,
                        TestGateway.TABLE_NAMES,
                        new DynamoDbLedger.Retention(RETENTION, RETENTION),
                        time,
                        random),
                deliverQueue,
                Sandbox::goOn);
        Map<Pool, Integer> limits = Map.of(Pool.VIDEO, world.concurrency, Pool.IMAGE, 9, Pool.TRY_ON, 5);
        peaks = new DynamoDbPeaks(dynamoDb, TestGateway.TABLE_NAMES.admission(), random, Sandbox::goOn);
        slots = world.bug.in(
                new DynamoDbSlots(dynamoDb, TestGateway.TABLE_NAMES.admission(), peaks, limits, time, random));
        queue = new FaultyQueue(world.queue, this);
        kling = world.bug.in(new FaultyKling(world.kling(), this));
        accept = new Accept(jobs, ledger, slots, time, random);
        start = new Start(jobs, ledger, slots, queue, kling, gateway.tokens, this::isRevoked, time);
        sync = new Sync(jobs, ledger, slots, queue, kling, time);
        cancel = new Cancel(ledger, slots, queue, time);
    }

    /** A webhook that could not be told at once is told later, and a peak written by whoever sees it next. */
    private static void goOn(RuntimeException e) {}

    private boolean isRevoked(String keyId) {
        return keys.find(keyId).filter(key -> key.revokedAt().isPresent()).isPresent();
    }

    Routes routes() {
        return new Routes(
                new Authentication(
                        keys,
                        () -> new Secret(TestGateway.ADMIN_SECRET),
                        world.gateway.keyTokens,
                        new DynamoDbRequestCounter(dynamoDb, TestGateway.TABLE_NAMES.admission()),
                        Optional.empty(),
                        time),
                Optional.of("https://gateway.example.com"),
                EventLog.SILENT,
                time);
    }

    boolean isDead() {
        return dead;
    }

    /** Asks the plan what happens to a request, and dies if that is it. */
    Optional<Fault> begin(String request) {
        if (dead) {
            throw new Crash();
        }
        Optional<Fault> fault = world.wire.next(begun ? request : request + Wire.FIRST);
        begun = true;
        if (fault.filter(Fault.CRASH_BEFORE::equals).isPresent()) {
            throw die();
        }
        if (fault.filter(Fault.MEANWHILE::equals).isPresent()) {
            world.meanwhile();
        }
        return fault;
    }

    void end(Optional<Fault> fault) {
        if (fault.filter(Fault.CRASH_AFTER::equals).isPresent()) {
            throw die();
        }
    }

    /** Kling has a task now, and may say so before it answers. */
    void created(Kling.Create create) {
        world.created(create);
    }

    private Crash die() {
        dead = true;
        return new Crash();
    }
}
