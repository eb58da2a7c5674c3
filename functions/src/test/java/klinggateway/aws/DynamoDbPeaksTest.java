package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import klinggateway.TestGateway;
import klinggateway.emulators.aws.CapacityMeter;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.Order;
import klinggateway.job.Peaks;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** It is the 24th of November, 13 o'clock. */
class DynamoDbPeaksTest {

    private static final String TABLE = "AdmissionTable";
    private static final int LIMIT = 9;
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestGateway gateway = TestGateway.inProcess(5);
    private final Instant now = gateway.time.instant();
    private final Job pattern = gateway.accepted("A boat");
    private final List<String> written = new ArrayList<>();
    private final List<RuntimeException> untold = new ArrayList<>();
    private boolean isOutOfOrder;

    /** One process, with what it remembers. */
    private record Worker(Slots slots, Peaks peaks) {}

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void peaks_are_those_of_the_holders_whoever_takes_and_gives_back_in_whatever_order(long seed) {
        Random random = new Random(seed);
        List<Worker> workers = List.of(worker(), worker(), worker());
        List<Job> jobs = IntStream.range(0, 9)
                .mapToObj(i -> job(i, 1 + random.nextInt(3)))
                .toList();
        Set<Job> holders = new HashSet<>();
        NavigableMap<Instant, Integer> peaks = new TreeMap<>();
        for (int step = 0; step < 400; step++) {
            // Twice an hour at least, so that each hour is seen by somebody.
            for (int minutes = random.nextInt(30); minutes > 0; minutes--) {
                gateway.time.pass(Duration.ofMinutes(1));
                peaks.merge(hour(), slots(holders), Math::max);
            }
            Worker worker = workers.get(random.nextInt(workers.size()));
            Job job = jobs.get(random.nextInt(jobs.size()));
            boolean isSwept = random.nextInt(8) == 0;
            if (!isSwept && random.nextInt(9) < 5) {
                isSwept = !worker.slots().take(job, true);
                if (!isSwept) {
                    holders.add(job);
                }
            } else if (!isSwept) {
                worker.slots().free(job);
                peaks.merge(hour(), slots(holders), Math::max);
                holders.remove(job);
            }
            if (isSwept) {
                worker.peaks()
                        .reached(
                                Pool.IMAGE, worker.slots().occupancy(Pool.IMAGE).used(), gateway.time.instant());
            }
            peaks.merge(hour(), slots(holders), Math::max);
        }

        assertThat(peaks.values()).contains(LIMIT);
        assertThat(peaks(now, gateway.time.instant().plus(HOUR))).isEqualTo(peaks);
        assertThat(untold).isEmpty();
    }

    @Test
    void processes_that_race_leave_the_highest() throws Exception {
        List<Job> jobs = IntStream.range(0, LIMIT).mapToObj(i -> job(i, 1)).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> racing = new ArrayList<>();
            for (int racer = 0; racer < 4; racer++) {
                Worker worker = worker();
                int first = racer;
                racing.add(threads.submit(() -> {
                    for (int i = 0; i < LIMIT; i++) {
                        worker.slots().take(jobs.get((first * 2 + i) % LIMIT), true);
                    }
                }));
            }
            for (Future<?> racer : racing) {
                racer.get();
            }
        }

        assertThat(peaks(now, now.plus(HOUR))).containsExactly(Map.entry(now, LIMIT));
    }

    @Test
    void nothing_is_written_but_a_new_maximum_of_the_hour() {
        Worker worker = worker();
        Job first = job(1, 1);
        Job second = job(2, 3);

        for (int round = 0; round < 5; round++) {
            worker.slots().take(first, true);
            worker.slots().take(second, true);
            worker.slots().take(second, true);
            worker.slots().free(first);
            worker.slots().free(second);
            worker.slots().free(second);
        }
        assertThat(written).containsExactly("peaks#2026-11-24 h13 1", "peaks#2026-11-24 h13 4");

        Worker other = worker();
        other.slots().take(first, true);
        other.slots().free(first);
        other.slots().take(second, true);
        assertThat(written)
                .as("another process learns from one write what there is")
                .hasSize(3);
    }

    @Test
    void an_order_is_one_write_more_only_where_it_brings_a_new_maximum() {
        CapacityMeter[] made = new CapacityMeter[1];
        try (TestGateway measured = TestGateway.metered(client -> made[0] = new CapacityMeter(client), 5)) {
            List<Long> writes = new ArrayList<>();
            for (String prompt : List.of("A boat", "A fish", "A shark")) {
                made[0].reset();
                Job job = measured.order(prompt);
                measured.time.pass(Duration.ofMinutes(10));
                measured.sync.ask(measured.job(job.id()), measured.deadline());
                assertThat(measured.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
                writes.add(writes(made[0]));
            }

            assertThat(writes.get(1)).isEqualTo(writes.get(0) - 1);
            assertThat(writes.get(2)).isEqualTo(writes.get(1));
        }
    }

    @Test
    void what_was_taken_in_the_hour_before_counts_when_it_is_given_back() {
        Worker worker = worker();
        worker.slots().take(job(1, 2), true);

        gateway.time.pass(Duration.ofHours(11));
        worker().slots().free(job(1, 2));

        assertThat(peaks(now, now.plus(Duration.ofDays(1))))
                .containsExactly(Map.entry(now, 2), Map.entry(now.plus(Duration.ofHours(11)), 2));
    }

    @Test
    void a_failing_write_keeps_no_job_from_its_slot_and_is_made_up_for() {
        Worker worker = worker();
        isOutOfOrder = true;

        boolean taken = worker.slots().take(job(1, 2), true);
        isOutOfOrder = false;

        assertThat(taken).isTrue();
        assertThat(untold).hasSize(1);
        assertThat(peaks(now, now.plus(HOUR))).isEmpty();
        worker.slots().free(job(1, 2));
        assertThat(peaks(now, now.plus(HOUR))).containsExactly(Map.entry(now, 2));
    }

    @Test
    void hours_are_told_that_begin_in_the_range_and_of_the_pools_asked_for() {
        Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
        Peaks peaks = worker().peaks();
        for (int hour = -2; hour < 2; hour++) {
            peaks.reached(Pool.IMAGE, 5 + hour, midnight.plus(Duration.ofHours(hour)));
        }
        peaks.reached(Pool.VIDEO, 0, midnight);

        Map<Pool, NavigableMap<Instant, Integer>> told =
                peaks.of(Set.of(Pool.IMAGE, Pool.TRY_ON), midnight.minus(Duration.ofMinutes(90)), midnight.plus(HOUR));

        assertThat(told)
                .containsOnlyKeys(Pool.IMAGE, Pool.TRY_ON)
                .containsEntry(Pool.IMAGE, new TreeMap<>(Map.of(midnight.minus(HOUR), 4, midnight, 5)))
                .containsEntry(Pool.TRY_ON, new TreeMap<>());
        assertThat(peaks.of(Set.of(Pool.VIDEO), midnight, midnight.plus(HOUR)))
                .containsEntry(Pool.VIDEO, new TreeMap<>(Map.of(midnight, 0)));
    }

    @Test
    void a_day_expires_after_400_days() {
        worker().peaks().reached(Pool.VIDEO, 1, now);

        Map<String, AttributeValue> item = gateway.dynamoDb()
                .getItem(get -> get.tableName(TABLE)
                        .key(Map.of("id", Item.text("peaks#2026-11-24"), "part", Item.text("video"))))
                .item();

        assertThat(item)
                .containsEntry(
                        "expiresAt",
                        Item.number(Instant.parse("2027-12-29T00:00:00Z").getEpochSecond()));
    }

    /** Items, of which a transaction writes several. */
    private static long writes(CapacityMeter meter) {
        return meter.uses().values().stream()
                .filter(use -> use.writeUnits() > 0)
                .mapToLong(CapacityMeter.Use::items)
                .sum();
    }

    private Worker worker() {
        DynamoDbClient client = FaultyDynamoDb.decorated(gateway.dynamoDb(), call -> {
            if (call.request() instanceof UpdateItemRequest update
                    && update.key().toString().contains("peaks#")) {
                if (isOutOfOrder) {
                    throw SdkClientException.create("out of order");
                }
                synchronized (written) {
                    Item key = Item.of(update.key());
                    Item values = Item.of(update.expressionAttributeValues());
                    written.add(key.needText("id") + " "
                            + update.updateExpression().substring(4, 7) + " " + values.needNumber(":used"));
                }
            }
            return call.invoke();
        });
        Peaks peaks = new DynamoDbPeaks(client, TABLE, new Random(1), untold::add);
        return new Worker(
                new DynamoDbSlots(client, TABLE, peaks, Map.of(Pool.IMAGE, LIMIT), gateway.time, new Random(1)), peaks);
    }

    private NavigableMap<Instant, Integer> peaks(Instant from, Instant to) {
        return worker().peaks().of(Set.of(Pool.IMAGE), from, to).getOrDefault(Pool.IMAGE, new TreeMap<>());
    }

    private Instant hour() {
        return gateway.time.instant().truncatedTo(ChronoUnit.HOURS);
    }

    private static int slots(Set<Job> holders) {
        return holders.stream().mapToInt(job -> job.order().slots()).sum();
    }

    private Job job(int number, int images) {
        return new Job(
                JobId.of(now, number),
                pattern.keyId(),
                pattern.requestId(),
                now,
                pattern.nonce(),
                pattern.version(),
                pattern.state(),
                new Order("text2image", "image", Pool.IMAGE, "kling-v2-1", "std", 0, false, "1k", images),
                pattern.quote(),
                pattern.endpoint(),
                pattern.period(),
                0,
                pattern.told(),
                pattern.duplicateOf(),
                pattern.sending(),
                pattern.polling(),
                pattern.task(),
                pattern.ending());
    }
}
