package klinggateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.JobId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CubeTest {

    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final List<String> KEYS = List.of("a", "b", "c");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_cube_of_a_whole_is_the_sum_of_the_cubes_of_its_parts(long seed) {
        Random random = new Random(seed);
        List<UsageItem> items = UsageItems.random(random, 300, FROM, Duration.ofDays(2), KEYS);
        List<UsageItem> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, random);
        List<Cube> parts = new ArrayList<>();
        for (int start = 0; start < shuffled.size(); ) {
            int end = Math.min(shuffled.size(), start + 1 + random.nextInt(40));
            parts.add(Cube.of(shuffled.subList(start, end)));
            start = end;
        }

        Cube sum = Cube.sum(parts);

        assertThat(sum).isEqualTo(Cube.of(items));
        assertThat(Cube.sum(List.of(
                        Cube.sum(parts.subList(0, parts.size() / 2)),
                        Cube.sum(parts.subList(parts.size() / 2, parts.size())))))
                .isEqualTo(sum);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_job_counts_once_at_its_last_status_and_its_last_charge(long seed) {
        List<UsageItem> items = UsageItems.random(new Random(seed), 300, FROM, Duration.ofDays(2), KEYS);
        Map<JobId, UsageItem> last = new HashMap<>();
        items.forEach(item -> last.put(item.entry().job(), item));

        Cube cube = Cube.of(items);

        assertThat(cube.total().calls()).isEqualTo(last.size());
        assertThat(cube.total().microUsd())
                .isEqualTo(last.values().stream()
                        .map(item -> item.entry().after())
                        .mapToLong(Charge::microUsd)
                        .sum());
        Map<Status, Long> byStatus = new HashMap<>();
        last.values().forEach(item -> byStatus.merge(item.entry().status(), 1L, Long::sum));
        byStatus.forEach((status, count) -> assertThat(
                        cube.where(new Filter(Map.of(Dimension.STATUS, Set.of(status.word()))))
                                .total()
                                .calls())
                .as("%s", status)
                .isEqualTo(count));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void no_cell_of_a_whole_ledger_counts_less_than_nothing(long seed) {
        Cube cube = Cube.of(UsageItems.random(new Random(seed), 400, FROM, Duration.ofDays(2), KEYS));

        cube.cells()
                .forEach((cell, measures) ->
                        assertThat(measures.calls()).as("%s", cell).isPositive());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_sums_by_any_dimension_add_up_to_the_total(long seed) {
        Cube cube = Cube.of(UsageItems.random(new Random(seed), 200, FROM, Duration.ofDays(1), KEYS));

        for (Dimension dimension : Dimension.values()) {
            assertThat(cube.by(dimension).values().stream().reduce(Measures.ZERO, Measures::plus))
                    .as("%s", dimension)
                    .isEqualTo(cube.total());
        }
        assertThat(Totals.of(cube).total()).isEqualTo(cube.total());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_totals_of_a_whole_are_the_sum_of_the_totals_of_its_parts(long seed) {
        List<UsageItem> items = UsageItems.random(new Random(seed), 200, FROM, Duration.ofDays(1), KEYS);
        List<Totals> parts = new ArrayList<>();
        items.forEach(item -> parts.add(Totals.of(Cube.of(List.of(item)))));

        assertThat(Totals.sum(parts)).isEqualTo(Totals.of(Cube.of(items)));
    }

    @Test
    void duplicates_are_jobs_that_are_marked_and_cost_what_these_do() {
        List<UsageItem> items = UsageItems.random(new Random(1), 300, FROM, Duration.ofDays(2), KEYS);
        List<UsageEntry> marked = items.stream()
                .map(UsageItem::entry)
                .filter(UsageEntry::isDuplicate)
                .toList();

        Measures total = Cube.of(items).total();

        assertThat(total.duplicates())
                .isPositive()
                .isEqualTo(marked.stream().map(UsageEntry::job).distinct().count());
        assertThat(total.duplicateMicroUsd())
                .isPositive()
                .isEqualTo(marked.stream()
                        .mapToLong(entry ->
                                entry.after().microUsd() - entry.before().microUsd())
                        .sum());
    }

    @ParameterizedTest
    @EnumSource(
            value = UsageEntry.Type.class,
            names = {"SUCCEEDED", "FAILED"})
    void a_correction_moves_the_charge_and_nothing_else(UsageEntry.Type type) {
        List<UsageItem> items = UsageItems.random(new Random(1), 300, FROM, Duration.ofDays(2), KEYS);
        UsageEntry ended = items.stream()
                .map(UsageItem::entry)
                .filter(entry -> entry.type() == type)
                .findFirst()
                .orElseThrow();
        Charge estimate = new Charge(ended.after().milliUnits(), ended.after().microUsd(), false);
        Charge owed = new Charge(estimate.milliUnits() + 7, estimate.microUsd() - 11, true);
        UsageEntry correction = UsageEntry.corrected(
                ended.keyId(),
                ended.job(),
                ended.order(),
                ended.estimatedMicroUsd(),
                ended.status(),
                estimate,
                owed,
                ended.errorClass(),
                ended.isDuplicate());

        Cube alone = Cube.of(List.of(new UsageItem(FROM, correction)));

        assertThat(alone.cells()).hasSize(1);
        Cell cell = alone.cells().keySet().iterator().next();
        assertThat(alone.total())
                .isEqualTo(new Measures(0, 7, -11, 0, owed.microUsd(), 0, 0, 0, 0, ended.isDuplicate() ? -11 : 0));
        assertThat(Cube.of(items).cells()).containsKey(cell);
        assertThat(cell.status().word()).isEqualTo(type.word());
        assertThat(cell.errorClass())
                .isEqualTo(ended.errorClass().map(ErrorClass::word).orElse(Cell.NO_ERROR));
    }
}
