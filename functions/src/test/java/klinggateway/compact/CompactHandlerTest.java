package klinggateway.compact;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.JobId;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RangeCut;
import klinggateway.usage.Rollup;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageItems;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactHandlerTest {

    private static final Instant FROM = Instant.parse("2026-11-20T22:37:00Z");
    private static final Duration LENGTH = Duration.ofHours(40);
    private static final Instant NOW = FROM.plus(LENGTH).plus(Duration.ofHours(5));
    private static final List<String> KEYS = List.of("a", "b", "c");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void any_range_of_rollups_and_open_minutes_is_the_fold_of_its_items(long seed) {
        Random random = new Random(seed);
        List<UsageItem> items = UsageItems.random(random, 400, FROM, LENGTH, KEYS);
        InMemoryUsage usage = new InMemoryUsage(items);
        InMemoryRollups rollups = new InMemoryRollups();
        Compaction compaction = new Compaction(usage, rollups);
        // Compacted in several runs that stop anywhere, as runs do that are a minute apart or crash.
        for (Instant at = FROM; at.isBefore(NOW); at = at.plusSeconds(random.nextInt(7_000))) {
            compaction.compact(at, random::nextBoolean);
        }
        UsageReader reader = new UsageReader(usage, rollups);

        for (int i = 0; i < 60; i++) {
            Instant from = FROM.plusMillis(random.nextLong(LENGTH.toMillis()));
            Instant to = from.plusMillis(1 + random.nextLong(LENGTH.toMillis()));
            Optional<String> key =
                    random.nextBoolean() ? Optional.empty() : Optional.of(KEYS.get(random.nextInt(KEYS.size())));

            compaction.compact(NOW, () -> true);
            Cube read = reader.read(key, from, to, NOW).total();

            assertThat(read)
                    .isEqualTo(Cube.of(items.stream()
                            .filter(item ->
                                    !item.at().isBefore(from) && item.at().isBefore(to))
                            .filter(item ->
                                    key.isEmpty() || item.entry().keyId().equals(key.get()))
                            .toList()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void compacting_again_gives_the_same_rollups(long seed) {
        Random random = new Random(seed);
        InMemoryUsage usage = new InMemoryUsage(UsageItems.random(random, 200, FROM, LENGTH, KEYS));
        InMemoryRollups once = new InMemoryRollups();
        new Compaction(usage, once).compact(NOW, () -> true);
        InMemoryRollups often = new InMemoryRollups();
        Compaction compaction = new Compaction(usage, often);

        for (Instant at = FROM; at.isBefore(NOW); at = at.plus(Duration.ofMinutes(7))) {
            compaction.compact(at, () -> true);
            if (random.nextInt(20) == 0) {
                // A run that crashed before it moved the watermark is repeated.
                often.watermark =
                        often.watermark.map(mark -> Granularity.QUARTER.floor(mark.minus(Duration.ofHours(1))));
            }
        }
        compaction.compact(NOW, () -> true);

        assertThat(often.cubes).isEqualTo(once.cubes);
        assertThat(often.keys).isEqualTo(once.keys);
        assertThat(often.watermark).isEqualTo(once.watermark);
    }

    @Test
    void a_minute_is_left_alone_until_a_minute_after_its_end() {
        InMemoryUsage usage = new InMemoryUsage(UsageItems.random(new Random(1), 50, FROM, LENGTH, KEYS));
        InMemoryRollups rollups = new InMemoryRollups();

        Instant watermark =
                new Compaction(usage, rollups).compact(Instant.parse("2026-11-21T10:30:59.999Z"), () -> true);

        assertThat(watermark).isEqualTo(Instant.parse("2026-11-21T10:29:00Z"));
    }

    @Test
    void the_same_holds_on_the_tables_of_the_template() {
        try (TestGateway gateway = new TestGateway()) {
            gateway.order("A boat");
            gateway.time.pass(Duration.ofMinutes(3));
            CompactHandler handler = new CompactHandler(new Compaction(gateway.usage, gateway.rollups), gateway.time);
            Cube before = gateway.usageNow();

            handler.handleRequest(Events.read("compact", ScheduledEvent.class), new TestContext());

            assertThat(gateway.rollups.watermark()).contains(Instant.parse("2026-11-24T13:02:00Z"));
            assertThat(gateway.usageNow()).isEqualTo(before);
            assertThat(before.total().microUsd()).isEqualTo(210_000);
            assertThat(gateway.rollups.read(
                            Rollup.EVERYONE,
                            new RangeCut.Run(
                                    Granularity.MINUTE,
                                    Instant.parse("2026-11-24T13:00:00Z"),
                                    Instant.parse("2026-11-24T13:02:00Z"))))
                    .hasSize(1);
        }
    }

    private record InMemoryUsage(List<UsageItem> items) implements UsageStore {

        @Override
        public List<UsageItem> minute(Instant minute) {
            return items.stream()
                    .filter(item -> Granularity.MINUTE.floor(item.at()).equals(minute))
                    .toList();
        }

        @Override
        public Optional<Instant> oldest() {
            return items.stream().map(UsageItem::at).min(Instant::compareTo);
        }

        @Override
        public List<JobId> accepted(
                Optional<String> keyId, Optional<String> productType, Instant from, Instant to, int limit) {
            throw new AssertionError("compaction lists no jobs");
        }

        @Override
        public List<UsageItem> written(Instant from, Instant to, Optional<UsageItem> after, int limit) {
            throw new AssertionError("compaction reads minutes");
        }
    }

    private static final class InMemoryRollups implements RollupStore {

        private final Map<String, Rollup> cubes = new TreeMap<>();
        private final Map<Period, Map<String, Measures>> keys = new HashMap<>();
        private Optional<Instant> watermark = Optional.empty();

        @Override
        public void put(Collection<Rollup> rollups) {
            rollups.forEach(rollup -> cubes.put(id(rollup.scope(), rollup.period()), rollup));
        }

        @Override
        public void putKeys(Period period, Map<String, Measures> totals) {
            keys.put(period, totals);
        }

        @Override
        public List<Rollup> read(String scope, RangeCut.Run run) {
            List<Rollup> found = new ArrayList<>();
            for (Instant at = run.from();
                    at.isBefore(run.to());
                    at = at.plus(run.granularity().length())) {
                Rollup rollup = cubes.get(id(scope, new Period(run.granularity(), at)));
                if (rollup != null) {
                    found.add(rollup);
                }
            }
            return found;
        }

        @Override
        public Map<Instant, Map<String, Measures>> readKeys(RangeCut.Run run) {
            Map<Instant, Map<String, Measures>> found = new TreeMap<>();
            keys.forEach((period, totals) -> {
                if (period.granularity() == run.granularity()
                        && !period.start().isBefore(run.from())
                        && period.start().isBefore(run.to())) {
                    found.put(period.start(), totals);
                }
            });
            return found;
        }

        @Override
        public Optional<Instant> watermark() {
            return watermark;
        }

        @Override
        public boolean moveWatermark(Optional<Instant> from, Instant to) {
            boolean moves = watermark.equals(from);
            if (moves) {
                watermark = Optional.of(to);
            }
            return moves;
        }

        private static String id(String scope, Period period) {
            return scope + "#" + period.granularity() + "#" + period.start();
        }
    }
}
