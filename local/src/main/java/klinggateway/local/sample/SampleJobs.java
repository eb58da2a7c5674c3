package klinggateway.local.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.aws.DynamoDbBudgets;
import klinggateway.aws.DynamoDbKeyStore;
import klinggateway.aws.DynamoDbLedger;
import klinggateway.aws.DynamoDbPeaks;
import klinggateway.aws.DynamoDbReopenings;
import klinggateway.aws.DynamoDbRollupStore;
import klinggateway.aws.DynamoDbUsageStore;
import klinggateway.catalogue.Catalogue;
import klinggateway.compact.Compaction;
import klinggateway.emulators.template.Template;
import klinggateway.job.Pool;
import klinggateway.keys.Key;
import klinggateway.lifecycle.Terms.Likeness;
import klinggateway.local.Preparation;
import klinggateway.local.sample.Assortment.Purchase;
import klinggateway.local.sample.SampleFile.Team;
import klinggateway.usage.Granularity;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Watermark;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Fills the tables of a gateway that has no jobs yet with jobs of the last 60 days, with all that belongs to them. The same
 * jobs for the same number and moment.
 */
public final class SampleJobs implements Preparation {

    /** They are made in memory, at some 20 KB each. */
    public static final int MOST = 20_000;

    private static final String JOBS = "JobsTable";
    private static final String USAGE = "UsageTable";
    private static final String ADMISSION = "AdmissionTable";
    private static final String KEYS = "KeysTable";
    private static final String ROLLUPS = "RollupsTable";
    private static final String WATERMARK = "watermark";

    private static final long SEED = 60;
    /** One of so many orders is sent again because its caller did not wait for the answer. */
    private static final int IMPATIENCE = 40;

    /** One of so many is of the last hour, whatever hour that is. */
    private static final int JUST_NOW = 100;

    private static final int JOBS_AT_ONCE = 500;
    private static final int PAUSE_MS = 60_000;
    /** What an impatient caller waits before it sends its order again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int number;
    private final Instant now;
    private final Consumer<String> progress;
    private final Random random = new Random(SEED);
    private Optional<Integer> keysMade = Optional.empty();

    /** @param progress is told what to print */
    public SampleJobs(int number, Instant now, Consumer<String> progress) {
        this.number = number;
        this.now = now;
        this.progress = progress;
    }

    private record Owner(Team team, Key key) {}

    /** How many keys the jobs are of; empty if none were written, because there were jobs already. */
    public Optional<Integer> keys() {
        return keysMade;
    }

    @Override
    public void prepare(Template template, DynamoDbClient dynamoDb) {
        if (hasRows(dynamoDb, JOBS) || hasRows(dynamoDb, USAGE)) {
            return;
        }
        progress.accept(String.format(Locale.ROOT, "writing %,d sample jobs …", number));
        Map<String, String> parameters = template.parameters();
        DraftTables drafts = new DraftTables(template.tables());
        try (TableWriter writer = new TableWriter(dynamoDb, now)) {
            keysMade = Optional.of(live(drafts, parameters, writer));
            List.of(USAGE, ADMISSION, KEYS).forEach(table -> writer.write(table, drafts.rows(table, _ -> true)));
            compact(drafts, zones(parameters.getOrDefault("ReportZones", "")));
            progress.accept("and their rollups …");
            writer.write(ROLLUPS, drafts.rows(ROLLUPS, series -> !series.equals(WATERMARK)));
            writer.await();
            // It says that all rollups are there; without it, the gateway would make them from the usage.
            writer.write(ROLLUPS, drafts.rows(ROLLUPS, WATERMARK::equals));
            writer.await();
        }
    }

    private static boolean hasRows(DynamoDbClient dynamoDb, String table) {
        return !dynamoDb.scan(scan -> scan.tableName(table).limit(1)).items().isEmpty();
    }

    /** How many keys the jobs are of. What has ended is written while the next jobs are lived through. */
    private int live(DraftTables drafts, Map<String, String> parameters, TableWriter writer) {
        SampleFile file = SampleFile.read();
        Assortment assortment = new Assortment(file, catalogue(parameters.getOrDefault("KlingCatalogue", "")));
        SampleKeys sampleKeys = new SampleKeys(now.minus(Duration.ofDays(Timetable.DAYS + 3)), now, random);
        List<Owner> owners = file.teams().stream()
                .filter(team -> team.kinds().keySet().stream().anyMatch(assortment::sells))
                .map(team -> new Owner(team, sampleKeys.make(team)))
                .toList();

        DynamoDbLedger.Retention retention = new DynamoDbLedger.Retention(
                days(parameters, "JobRetentionDays"), days(parameters, "UsageRetentionDays"));
        Held held = new Held();
        Past past = new Past(drafts, new DynamoDbLedger.Tables(JOBS, USAGE, ADMISSION), retention, held, random);
        Fates fates = new Fates(now, random);
        Draw<Owner> draw = new Draw<>(owners, owner -> owner.team().weight());
        Timetable timetable = new Timetable(now);
        for (int i = 0; i < number; i++) {
            Owner owner = draw.next(random);
            Team team = owner.team();
            Instant wanted = i % JUST_NOW == 0 ? timetable.justNow(random) : timetable.next(team.nightly(), random);
            Purchase purchase = assortment.buy(kind(team, assortment), random);
            Fate fate = fates.next(purchase, wanted);
            Instant orderedAt = endedByNow(wanted, fate);
            if (i % IMPATIENCE == 1 && i + 1 < number) {
                Optional<Likeness> likeness = Optional.of(new Likeness("sample " + i, Optional.empty()));
                past.live(owner.key(), purchase, fate, orderedAt.minus(PATIENCE), likeness);
                past.live(owner.key(), purchase, fate, orderedAt, likeness);
                i++;
            } else {
                past.live(owner.key(), purchase, fate, orderedAt, Optional.empty());
            }
            if (i % JOBS_AT_ONCE == 0) {
                writer.write(JOBS, drafts.take(JOBS));
            }
        }
        writer.write(JOBS, drafts.take(JOBS));
        held.tell(
                new DynamoDbPeaks(drafts, ADMISSION, random, SampleJobs::fail),
                limits(parameters),
                firstMidnight(),
                now);

        DynamoDbBudgets budgets = new DynamoDbBudgets(drafts, ADMISSION, random);
        DynamoDbKeyStore store = new DynamoDbKeyStore(drafts, KEYS);
        owners.forEach(owner -> store.add(sampleKeys.budgeted(owner.key(), owner.team(), budgets)));
        return owners.size();
    }

    private String kind(Team team, Assortment assortment) {
        List<String> sold = team.kinds().keySet().stream()
                .filter(assortment::sells)
                .sorted()
                .toList();
        return new Draw<>(sold, kind -> team.kinds().getOrDefault(kind, 0.0)).next(random);
    }

    /** No job of the past is open, for nobody looks after it. */
    private Instant endedByNow(Instant wanted, Fate fate) {
        Instant latest = now.minus(fate.lasts()).minusMillis(2_000 + random.nextInt(PAUSE_MS));
        return wanted.isBefore(latest) ? wanted : latest;
    }

    /** As if it had been done day by day, so that minutes of which the rollups have gone since are not written. */
    private void compact(DraftTables drafts, Set<ZoneId> zones) {
        RollupStore rollups = new DynamoDbRollupStore(drafts, ROLLUPS);
        Compaction compaction = new Compaction(
                new DynamoDbUsageStore(drafts, USAGE), rollups, new DynamoDbReopenings(drafts, ADMISSION), zones);
        Instant begin = firstMidnight();
        rollups.begin(begin).moveWatermark(new Watermark(begin, Map.of()));
        for (Instant day = Granularity.DAY.next(begin); day.isBefore(now); day = Granularity.DAY.next(day)) {
            compaction.compact(day, () -> true);
        }
        compaction.compact(now, () -> true);
    }

    /** Before all jobs. */
    private Instant firstMidnight() {
        return Granularity.DAY.floor(now.minus(Duration.ofDays(Timetable.DAYS + 3)));
    }

    private static void fail(RuntimeException e) {
        throw e;
    }

    private static Map<Pool, Integer> limits(Map<String, String> parameters) {
        return Map.of(
                Pool.VIDEO, number(parameters, "KlingVideoConcurrency"),
                Pool.IMAGE, number(parameters, "KlingImageConcurrency"),
                Pool.TRY_ON, number(parameters, "KlingTryOnConcurrency"));
    }

    private static int number(Map<String, String> parameters, String name) {
        return Integer.parseInt(parameters.getOrDefault(name, "5"));
    }

    private static Catalogue catalogue(String file) {
        return file.isBlank() ? Catalogue.builtIn() : Catalogue.of(Path.of(file));
    }

    private static Set<ZoneId> zones(String names) {
        return Stream.of(names.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(ZoneId::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Duration days(Map<String, String> parameters, String name) {
        return Duration.ofDays(Long.parseLong(parameters.getOrDefault(name, "90")));
    }
}
