package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import klinggateway.TestGateway;
import klinggateway.bench.Ware;
import klinggateway.catalogue.Catalogue;
import klinggateway.emulators.aws.ItemSize;
import klinggateway.job.ErrorClass;
import klinggateway.job.Order;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.DurationBucket;
import klinggateway.usage.Granularity;
import klinggateway.usage.Histogram;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.ProductLine;
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Status;
import klinggateway.usage.Times;
import klinggateway.usage.Totals;
import org.junit.jupiter.api.Test;

/** How large rollups get where everything that can be told apart has happened. */
class RollupSizeTest {

    private static final Period DAY = Period.of(Granularity.DAY, Instant.parse("2026-11-24T00:00:00Z"));

    /** With as many jobs in each cell, a day has as many as one partition of the ledger takes, which is 250 in a second. */
    private static final int MOST_JOBS_OF_A_CELL = 3_300;

    private static final long ITEM = 350_000;
    private static final long OTHER_ATTRIBUTES = 100;

    private final TestGateway gateway = new TestGateway();

    @Test
    void totals_fit_into_one_block_of_4_kilobytes() {
        Cube everything = everything(MOST_JOBS_OF_A_CELL);

        write(RollupStore.EVERYONE, everything);

        assertThat(everything.total().calls()).isGreaterThan(250 * 86_400);
        assertThat(sizes("*#day#totals")).hasSize(1).allMatch(bytes -> bytes <= 4_096);
        assertThat(gateway.rollups.totals(RollupStore.EVERYONE, Run.of(DAY), true))
                .isEqualTo(Map.of(DAY.start(), Totals.of(everything)));
    }

    @Test
    void a_cube_fits_into_one_item() {
        Cube everything = everything(MOST_JOBS_OF_A_CELL);

        write("some-key", everything);

        assertThat(sizes("some-key#day#cube")).hasSize(1).allMatch(bytes -> bytes <= ITEM + OTHER_ATTRIBUTES);
        assertThat(gateway.rollups.cubes("some-key", Run.of(DAY), true)).isEqualTo(Map.of(DAY.start(), everything));
    }

    @Test
    void a_cube_that_does_not_is_read_from_several_items_as_it_was_written() {
        Cube everything = everything(2_000_000_000);

        write("some-key", everything);

        assertThat(sizes("some-key#day#cube"))
                .hasSizeGreaterThan(1)
                .allMatch(bytes -> bytes <= ITEM + OTHER_ATTRIBUTES);
        assertThat(gateway.rollups.cubes("some-key", Run.of(DAY), true)).isEqualTo(Map.of(DAY.start(), everything));
    }

    @Test
    void what_ten_thousand_keys_used_is_read_from_several_items_as_it_was_written() {
        Random random = new Random(2);
        Map<String, Measures> keys = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            keys.put("key-" + Long.toHexString(random.nextLong()), measures(random, 1_000_000, 700, 98_000, 5));
        }

        gateway.rollups.begin(gateway.time.instant()).putKeys(DAY, keys);

        assertThat(sizes("*#day#keys")).hasSizeGreaterThan(1).allMatch(bytes -> bytes <= ITEM + OTHER_ATTRIBUTES);
        assertThat(gateway.rollups.keys(Run.of(DAY), true)).isEqualTo(Map.of(DAY.start(), keys));
    }

    private void write(String scope, Cube cube) {
        gateway.rollups.begin(gateway.time.instant()).put(scope, DAY, cube);
    }

    private List<Long> sizes(String series) {
        return gateway
                .dynamoDb()
                .queryPaginator(query -> query.tableName("RollupsTable")
                        .keyConditionExpression("series = :series")
                        .expressionAttributeValues(Map.of(":series", Item.text(series))))
                .items()
                .stream()
                .map(ItemSize::of)
                .toList();
    }

    /** Everything the catalogue has ever sold, ended in every way, and in all ranges of time. */
    private static Cube everything(long mostJobsOfACell) {
        Random random = new Random(1);
        Map<Cell, Measures> cells = new HashMap<>();
        Map<ProductLine, Times> times = new HashMap<>();
        for (Ware ware : Ware.all(Catalogue.builtIn())) {
            Order order = ware.order();
            for (String source : List.of(Cell.GATEWAY, Cell.EXTERNAL)) {
                for (Status status : Status.values()) {
                    for (String errorClass : errorClasses(status)) {
                        Cell cell = new Cell(
                                source,
                                order.productType(),
                                order.pool().word(),
                                order.kind(),
                                order.model(),
                                order.mode(),
                                DurationBucket.of(order.seconds()),
                                status,
                                errorClass);
                        Measures measures = measures(
                                random,
                                mostJobsOfACell,
                                ware.estimate().milliUnits(),
                                ware.estimate().microUsd(),
                                order.seconds());
                        cells.merge(cell, measures, Measures::plus);
                    }
                }
            }
            times.put(
                    new ProductLine(order.productType(), order.model(), order.mode()),
                    new Times(histogram(random, mostJobsOfACell), histogram(random, mostJobsOfACell)));
        }
        return new Cube(cells, times);
    }

    private static List<String> errorClasses(Status status) {
        return switch (status) {
            case OPEN, SUCCEEDED -> List.of(Cell.NO_ERROR);
            case FAILED ->
                Arrays.stream(ErrorClass.values()).map(ErrorClass::word).toList();
            case CANCELED -> List.of(ErrorClass.CANCELED.word());
            case EXPIRED -> List.of(ErrorClass.EXPIRED.word());
        };
    }

    /** Of some jobs, of which a few cost something else than what they were estimated at, or are not settled or not timed. */
    private static Measures measures(Random random, long mostJobs, long milliUnits, long microUsd, long seconds) {
        long calls = 1 + random.nextLong(mostJobs);
        long few = calls / 50 + random.nextLong(calls / 50 + 1);
        return new Measures(
                calls,
                (calls - few) * milliUnits,
                (calls - few) * microUsd,
                calls * microUsd,
                (calls - 2 * few) * microUsd,
                calls * seconds,
                calls - few,
                (calls - few) * 120_000 + random.nextLong(calls * 10_000),
                few,
                few * microUsd);
    }

    private static Histogram histogram(Random random, long mostJobs) {
        Map<Integer, Long> counts = new HashMap<>();
        IntStream.range(0, Histogram.RANGES).forEach(range -> counts.put(range, 1 + random.nextLong(mostJobs)));
        return new Histogram(counts);
    }
}
