package klinggateway.compact;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.InMemoryReopenings;
import klinggateway.usage.InMemoryRollups;
import klinggateway.usage.InMemoryUsage;
import klinggateway.usage.Measures;
import klinggateway.usage.RangeCut;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.Totals;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageItems;
import klinggateway.usage.UsageReader;
import klinggateway.usage.Watermark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactHandlerTest {

    private static final Instant FROM = Instant.parse("2026-10-23T21:37:00Z");
    private static final Duration LENGTH = Duration.ofHours(60);
    private static final Instant NOW = FROM.plus(LENGTH).plus(Duration.ofHours(5));
    private static final List<String> KEYS = List.of("a", "b", "c");
    /** One whose clocks change in the range, and one half an hour off. */
    private static final Set<ZoneId> ZONES = Set.of(ZoneId.of("Europe/Zurich"), ZoneId.of("Asia/Kolkata"));

    private final InMemoryRollups rollups = new InMemoryRollups();
    private final InMemoryReopenings reopenings = new InMemoryReopenings();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void any_range_of_rollups_and_open_minutes_is_the_fold_of_its_items(long seed) {
        Random random = new Random(seed);
        List<UsageItem> items = UsageItems.random(random, 400, FROM, LENGTH, KEYS);
        InMemoryUsage usage = new InMemoryUsage(items);
        Compaction compaction = new Compaction(usage, rollups, reopenings, ZONES);
        // Compacted in several runs that stop anywhere, as runs do that are a minute apart or crash.
        for (Instant at = FROM; at.isBefore(NOW); at = at.plusSeconds(random.nextInt(7_000))) {
            compaction.compact(at, random::nextBoolean);
        }
        compaction.compact(NOW, () -> true);
        UsageReader reader = new UsageReader(usage, rollups);

        for (int i = 0; i < 60; i++) {
            Instant from = FROM.plusMillis(random.nextLong(LENGTH.toMillis()));
            Instant to = from.plusMillis(1 + random.nextLong(LENGTH.toMillis()));
            Set<String> keys = random.nextBoolean() ? Set.of() : Set.of(KEYS.get(random.nextInt(KEYS.size())));
            List<UsageItem> wanted = items.stream()
                    .filter(item -> !item.at().isBefore(from) && item.at().isBefore(to))
                    .filter(item -> keys.isEmpty() || keys.contains(item.entry().keyId()))
                    .toList();
            Span span = Span.whole(keys, from, to);

            assertThat(reader.total(Shape.CUBE, span, NOW)).isEqualTo(Cube.of(wanted));
            assertThat(reader.total(Shape.TOTALS, span, NOW)).isEqualTo(Totals.of(Cube.of(wanted)));
            assertThat(reader.total(Shape.KEYS, Span.whole(Set.of(), from, to), NOW).values().stream()
                            .reduce(Measures.ZERO, Measures::plus))
                    .isEqualTo(reader.total(Shape.TOTALS, Span.whole(Set.of(), from, to), NOW)
                            .total());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void compacting_again_gives_the_same_rollups(long seed) {
        Random random = new Random(seed);
        InMemoryUsage usage = new InMemoryUsage(UsageItems.random(random, 200, FROM, LENGTH, KEYS));
        new Compaction(usage, rollups, reopenings, Set.of()).compact(NOW, () -> true);
        InMemoryRollups often = new InMemoryRollups();
        Compaction compaction = new Compaction(usage, often, reopenings, Set.of());

        for (Instant at = FROM; at.isBefore(NOW); at = at.plus(Duration.ofMinutes(7))) {
            compaction.compact(at, () -> true);
            if (random.nextInt(20) == 0) {
                // A run that crashed before it moved the watermark is repeated.
                often.watermark = often.watermark.map(mark ->
                        new Watermark(Granularity.QUARTER.floor(mark.until().minus(Duration.ofHours(1))), Map.of()));
            }
        }
        compaction.compact(NOW, () -> true);

        assertThat(often.cubes).isEqualTo(rollups.cubes);
        assertThat(often.keys).isEqualTo(rollups.keys);
        assertThat(often.watermark).isEqualTo(rollups.watermark);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_is_recorded_in_a_closed_period_changes_all_that_hold_it_and_nothing_else(long seed) {
        Random random = new Random(seed);
        List<UsageItem> items = new ArrayList<>(UsageItems.random(random, 200, FROM, LENGTH, KEYS));
        List<UsageItem> later = UsageItems.random(random, 30, FROM, LENGTH, List.of("c", "d"));
        Compaction compaction = new Compaction(new InMemoryUsage(items), rollups, reopenings, ZONES);
        compaction.compact(NOW, () -> true);

        for (UsageItem item : later) {
            items.add(item);
            reopenings.mark(Granularity.MINUTE.floor(item.at()));
            if (random.nextInt(4) == 0) {
                compaction.compact(NOW.plusSeconds(1), random::nextBoolean);
            }
        }
        compaction.compact(NOW, () -> true);

        InMemoryRollups anew = new InMemoryRollups();
        anew.watermark = rollups.watermark.map(mark -> new Watermark(FROM, mark.daysSince()));
        new Compaction(new InMemoryUsage(items), anew, new InMemoryReopenings(), ZONES).compact(NOW, () -> true);
        assertThat(reopenings.pending()).isEmpty();
        assertThat(rollups.keys).isEqualTo(anew.keys);
        assertThat(rollups.cubes).isEqualTo(anew.cubes);
    }

    @Test
    void a_run_that_is_overtaken_writes_nothing_more() {
        InMemoryUsage usage = new InMemoryUsage(UsageItems.random(new Random(1), 50, FROM, LENGTH, KEYS));
        Compaction compaction = new Compaction(usage, rollups, reopenings, Set.of());
        Instant earlier = FROM.plus(Duration.ofHours(3));
        boolean[] overtaken = {false};

        Instant reached = compaction.compact(earlier, () -> {
            if (!overtaken[0]) {
                overtaken[0] = true;
                compaction.compact(NOW, () -> true);
            }
            return true;
        });

        assertThat(reached).isEqualTo(Granularity.MINUTE.floor(NOW.minusSeconds(60)));
        assertThat(rollups.watermark.map(Watermark::until)).contains(reached);
    }

    @Test
    void a_minute_is_left_alone_until_a_minute_after_its_end() {
        InMemoryUsage usage = new InMemoryUsage(UsageItems.random(new Random(1), 50, FROM, LENGTH, KEYS));

        Instant watermark = new Compaction(usage, rollups, reopenings, Set.of())
                .compact(Instant.parse("2026-10-24T10:30:59.999Z"), () -> true);

        assertThat(watermark).isEqualTo(Instant.parse("2026-10-24T10:29:00Z"));
    }

    @Test
    void days_of_utc_are_not_kept_twice_where_somebody_names_them() {
        InMemoryUsage usage = new InMemoryUsage(UsageItems.random(new Random(1), 50, FROM, LENGTH, KEYS));

        new Compaction(usage, rollups, reopenings, Set.of(ZoneId.of("UTC"), ZoneId.of("Asia/Kolkata")))
                .compact(NOW, () -> true);

        assertThat(rollups.watermark.orElseThrow().daysSince()).containsOnlyKeys(ZoneId.of("Asia/Kolkata"));
    }

    @Test
    void the_same_holds_on_the_tables_of_the_template() {
        try (TestGateway gateway = new TestGateway()) {
            gateway.order("A boat");
            gateway.time.pass(Duration.ofMinutes(3));
            CompactHandler handler =
                    TestCompact.on(gateway.usage, gateway.rollups, gateway.reopenings, gateway.log, gateway.time);
            Cube before = gateway.usageNow();

            handler.handleRequest(Events.read("compact", ScheduledEvent.class), new TestContext());

            assertThat(gateway.rollups.watermark().map(Watermark::until))
                    .contains(Instant.parse("2026-11-24T13:02:00Z"));
            assertThat(gateway.usageNow()).isEqualTo(before);
            assertThat(before.total().microUsd()).isEqualTo(210_000);
            assertThat(gateway.rollups.cubes(
                            RollupStore.EVERYONE,
                            new RangeCut.Run(
                                    Granularity.MINUTE,
                                    Instant.parse("2026-11-24T13:00:00Z"),
                                    Instant.parse("2026-11-24T13:02:00Z")),
                            true))
                    .hasSize(1);
        }
    }
}
