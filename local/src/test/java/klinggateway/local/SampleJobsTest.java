package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import klinggateway.aws.DynamoDbBudgets;
import klinggateway.aws.DynamoDbJobStore;
import klinggateway.aws.DynamoDbKeyStore;
import klinggateway.aws.DynamoDbPeaks;
import klinggateway.aws.DynamoDbRollupStore;
import klinggateway.aws.DynamoDbUsageStore;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.job.Budget;
import klinggateway.job.Budgets.Account;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.Pool;
import klinggateway.keys.Key;
import klinggateway.local.sample.SampleJobs;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a gateway has that was filled with sample jobs, and what its functions make of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleJobsTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NUMBER = 400;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Instant begin = now.minus(Duration.ofDays(64));
    private final KlingEmulator kling =
            KlingEmulator.builder().apiKey("kling-key").start();
    private final SampleJobs samples = new SampleJobs(NUMBER, now, told -> {});
    private final LocalGateway gateway = start(samples);
    private final DynamoDbClient dynamoDb = client(gateway);
    private final JobStore jobs = new DynamoDbJobStore(
            dynamoDb, "JobsTable", Duration.ofDays(90), Clock.system(ZoneOffset.UTC), new Random(1));
    private final UsageStore usage = new DynamoDbUsageStore(dynamoDb, "UsageTable");
    private List<UsageItem> items = List.of();

    @BeforeAll
    void readUsage() {
        items = usageUntil(now);
    }

    @AfterAll
    void stop() {
        dynamoDb.close();
        gateway.close();
        kling.close();
    }

    @Test
    void some_orders_were_sent_again_by_their_callers() {
        List<Job> found =
                jobs.findAll(items.stream().map(item -> item.entry().job()).collect(Collectors.toUnmodifiableSet()));
        Map<JobId, Job> byId = found.stream().collect(Collectors.toMap(Job::id, job -> job));

        List<Job> duplicates =
                found.stream().filter(job -> job.duplicateOf().isPresent()).toList();

        assertThat(duplicates).hasSizeBetween(NUMBER / 100, NUMBER / 40);
        assertThat(duplicates).allSatisfy(job -> {
            Job first = Objects.requireNonNull(byId.get(job.duplicateOf().orElseThrow()));
            assertThat(first.keyId()).isEqualTo(job.keyId());
            assertThat(first.order()).isEqualTo(job.order());
            assertThat(first.duplicateOf()).isEmpty();
            assertThat(Duration.between(first.createdAt(), job.createdAt())).isEqualTo(Duration.ofSeconds(30));
        });
    }

    @Test
    void all_jobs_have_ended_and_most_have_succeeded() {
        List<Job> found =
                jobs.findAll(items.stream().map(item -> item.entry().job()).collect(Collectors.toUnmodifiableSet()));

        assertThat(found).hasSize(NUMBER);
        assertThat(found).allMatch(job -> job.state().isEnded());
        assertThat(found).filteredOn(job -> job.state() == JobState.SUCCEEDED).hasSizeBetween(350, 390);
        assertThat(found)
                .filteredOn(job -> job.state() == JobState.SUCCEEDED)
                .allMatch(job -> jobs.result(job.id()).isPresent());
        assertThat(found).anyMatch(job -> job.createdAt().isAfter(now.minus(Duration.ofHours(1))));
        assertThat(found)
                .filteredOn(
                        job -> job.state() != JobState.EXPIRED && !job.charge().settled())
                .allMatch(job -> job.createdAt().isBefore(now.minus(Duration.ofDays(8))));
        assertThat(jobs.late(now.plus(Duration.ofDays(365)), 10)).isEmpty();
    }

    @Test
    void rollups_are_what_the_items_amount_to() {
        gateway.runSchedule("CompactFunction");
        gateway.runSchedule("AuditFunction");

        RollupStore rollups = new DynamoDbRollupStore(dynamoDb, "RollupsTable");
        Instant today = Granularity.DAY.floor(now);
        Map<Instant, List<UsageItem>> byDay = items.stream()
                .filter(item -> item.at().isBefore(today))
                .collect(Collectors.groupingBy(
                        item -> Granularity.DAY.floor(item.at()), TreeMap::new, Collectors.toList()));
        Map<Instant, Cube> expected = new TreeMap<>();
        byDay.forEach((day, ofDay) -> expected.put(day, Cube.of(ofDay)));

        assertThat(rollups.cubes(
                        RollupStore.EVERYONE, new Run(Granularity.DAY, Granularity.DAY.floor(begin), today), true))
                .isEqualTo(expected);
    }

    @Test
    void analytics_are_the_plain_sum_of_what_was_written_before_and_after_compaction_goes_on() throws Exception {
        long microUsd = items.stream()
                .mapToLong(item ->
                        item.entry().after().microUsd() - item.entry().before().microUsd())
                .sum();

        JsonNode before = usageOfAll();
        gateway.runSchedule("CompactFunction");
        JsonNode after = usageOfAll();

        assertThat(before.path("summary").path("totalCalls").asInt()).isEqualTo(NUMBER);
        assertThat(before.path("summary").path("totalCostMicroUsd").asLong()).isEqualTo(microUsd);
        assertThat(after.path("summary")).isEqualTo(before.path("summary"));
    }

    @Test
    void budgets_have_spent_what_the_jobs_of_their_keys_cost() {
        DynamoDbBudgets budgets = new DynamoDbBudgets(dynamoDb, "AdmissionTable", new Random(1));
        List<Key> keys = new DynamoDbKeyStore(dynamoDb, "KeysTable").all();

        assertThat(keys).hasSize(12);
        assertThat(samples.keys()).contains(12);
        for (Key key : keys) {
            List<Budget> found = budgets.find(List.of(
                    new Account(key.id(), Budget.TOTAL),
                    new Account(key.id(), key.policy().month(now))));
            Budget total = found.getFirst();
            assertThat(total.reservedMicroUsd()).isZero();
            assertThat(total.spentMicroUsd())
                    .isEqualTo(items.stream()
                            .filter(item -> item.entry().keyId().equals(key.id()))
                            .mapToLong(item -> item.entry().after().microUsd()
                                    - item.entry().before().microUsd())
                            .sum());
            assertThat(key.policy().monthlyMicroUsd().orElse(Long.MAX_VALUE))
                    .isGreaterThanOrEqualTo(found.getLast().spentMicroUsd());
        }
    }

    @Test
    void peaks_are_those_of_the_jobs_as_far_as_there_are_slots() {
        Instant first = Granularity.DAY.floor(now.minus(Duration.ofDays(63)));
        Map<Pool, Integer> limits = Map.of(Pool.VIDEO, 5, Pool.IMAGE, 9, Pool.TRY_ON, 5);

        var peaks = new DynamoDbPeaks(dynamoDb, "AdmissionTable", new Random(1), failure -> {})
                .of(limits.keySet(), first, now);

        limits.forEach((pool, limit) -> assertThat(
                        peaks.getOrDefault(pool, new TreeMap<>()).values())
                .hasSize(Math.toIntExact(ChronoUnit.HOURS.between(first, now)) + 1)
                .contains(0)
                .allMatch(used -> used <= limit));
        assertThat(jobs.findAll(items.stream().map(item -> item.entry().job()).collect(Collectors.toUnmodifiableSet())))
                .filteredOn(job -> job.state() == JobState.SUCCEEDED)
                .allSatisfy(job -> {
                    Pool pool = job.order().pool();
                    Instant end = job.ending().orElseThrow().at().truncatedTo(ChronoUnit.HOURS);
                    int enough = Math.min(job.order().slots(), limits.getOrDefault(pool, 0));
                    assertThat(peaks.getOrDefault(pool, new TreeMap<>()).getOrDefault(end, 0))
                            .isGreaterThanOrEqualTo(enough);
                });
    }

    @Test
    void what_looks_after_jobs_finds_nothing_to_do() {
        List.of("SweepFunction", "ReconcileFunction", "CompactFunction").forEach(gateway::runSchedule);

        assertThat(usageUntil(Instant.now().plusSeconds(10))).isEqualTo(items);
    }

    @Test
    void the_same_number_and_moment_give_the_same_usage() {
        try (LocalGateway other = start(new SampleJobs(NUMBER, now, told -> {}));
                DynamoDbClient client = client(other)) {
            assertThat(new DynamoDbUsageStore(client, "UsageTable").written(begin, now, Optional.empty(), 10 * NUMBER))
                    .containsExactlyInAnyOrderElementsOf(items);
        }
    }

    private LocalGateway start(SampleJobs filling) {
        return LocalGateway.builder(TEMPLATE)
                .parameter("KlingEndpoint", kling.url().toString())
                .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
                .schedules(Schedules.ON_DEMAND)
                .preparation(filling)
                .start();
    }

    private static DynamoDbClient client(LocalGateway of) {
        return DynamoDbClient.builder()
                .endpointOverride(of.dynamoDb())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private List<UsageItem> usageUntil(Instant end) {
        return new ArrayList<>(usage.written(begin, end, Optional.empty(), 10 * NUMBER));
    }

    private JsonNode usageOfAll() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(gateway.url() + "/api/usage-analytics?timeStart=" + begin))
                    .header("Authorization", "Bearer kg_admin_" + gateway.secret("AdminSecret"))
                    .build();
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }
}
