package klinggateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.VirtualTime;
import klinggateway.audit.AuditHandler.Report;
import klinggateway.compact.TestCompact;
import klinggateway.log.EventLog;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.InMemoryReopenings;
import klinggateway.usage.InMemoryRollups;
import klinggateway.usage.InMemoryUsage;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageItems;
import klinggateway.usage.UsageStore;
import klinggateway.usage.Watermark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditHandlerTest {

    private static final Instant FROM = Instant.parse("2026-11-22T21:37:00Z");
    private static final Duration RETENTION = Duration.ofDays(31);
    private static final Period DAY = new Period(Granularity.DAY, Instant.parse("2026-11-23T00:00:00Z"));

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T03:17:00Z"));
    private final List<UsageItem> items =
            new ArrayList<>(UsageItems.random(new Random(1), 200, FROM, Duration.ofHours(28), List.of("a", "b", "c")));
    private final UsageItem another = UsageItems.random(
                    new Random(2), 1, DAY.start(), Duration.ofHours(1), List.of("b"))
            .getFirst();
    private final InMemoryUsage usage = new InMemoryUsage(items);
    private final InMemoryRollups rollups = new InMemoryRollups();
    private final InMemoryReopenings reopenings = new InMemoryReopenings();
    private final List<Duration> pauses = new ArrayList<>();
    private final TestContext context = new TestContext();

    @BeforeEach
    void compact() {
        TestCompact.on(usage, rollups, reopenings, EventLog.SILENT, time)
                .handleRequest(Events.read("compact", ScheduledEvent.class), context);
    }

    @Test
    void rollups_that_are_right_are_passed_over_in_silence() {
        Report report = audited(usage, rollups);

        assertThat(report).isEqualTo(new Report("2026-11-23", "right", "the usage of 3 keys"));
        assertThat(context.log).isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void the_sample_event_names_a_day() {
        time.moveTo(Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(handler(usage, rollups).handleRequest(Events.read("audit", ScheduledEvent.class), context))
                .isEqualTo(new Report("2026-11-23", "right", "the usage of 3 keys"));
    }

    @ParameterizedTest
    @ValueSource(strings = {RollupStore.EVERYONE, "b"})
    void a_cell_that_is_wrong_is_told(String scope) {
        Map<Period, Cube> cubes = Objects.requireNonNull(rollups.cubes.get(scope));
        Cube cube = Objects.requireNonNull(cubes.get(DAY));
        Map<Cell, Measures> cells = new HashMap<>(cube.cells());
        Cell cell = cells.keySet().iterator().next();
        Measures right = cells.getOrDefault(cell, Measures.ZERO);
        cells.put(cell, right.plus(new Measures(0, 0, 1, 0, 0, 0, 0, 0, 0, 0)));
        cubes.put(DAY, new Cube(cells, cube.times()));

        assertThatThrownBy(() -> audited(usage, rollups))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2026-11-23");

        assertThat(context.log.getFirst())
                .contains("\"level\":\"ERROR\"", "\"auditedDay\":\"2026-11-23\"")
                .contains("\"scope\":\"" + scope + "\",\"shape\":\"cube\"")
                .contains("\"model\":\"" + cell.model() + "\"")
                .contains("\"microUsd\":" + (right.microUsd() + 1))
                .contains("\"microUsd\":" + right.microUsd());
    }

    @Test
    void a_key_that_is_missing_is_told_once() {
        Map<String, Measures> keys = new TreeMap<>(rollups.keys.get(DAY));
        keys.remove("b");
        rollups.keys.put(DAY, keys);

        assertThatThrownBy(() -> audited(usage, rollups)).isInstanceOf(IllegalStateException.class);

        assertThat(context.log).hasSize(1);
        assertThat(context.log.getFirst()).contains("\"shape\":\"keys\",\"cell\":\"b\",\"items\"");
    }

    @Test
    void a_key_that_used_nothing_is_told() {
        Map<String, Measures> keys = new TreeMap<>(rollups.keys.get(DAY));
        keys.put("d", Measures.ZERO);
        rollups.keys.put(DAY, keys);

        assertThatThrownBy(() -> audited(usage, rollups)).isInstanceOf(IllegalStateException.class);

        assertThat(context.log.getFirst()).contains("\"shape\":\"keys\",\"cell\":\"d\",\"rolledUp\"");
    }

    @Test
    void totals_that_are_wrong_are_told_but_not_all_of_them() {
        assertThatThrownBy(() -> audited(usage, new WrongTotals(rollups))).isInstanceOf(IllegalStateException.class);

        assertThat(context.log).hasSize(20);
        assertThat(context.log).allSatisfy(line -> assertThat(line).contains("\"scope\":\"*\",\"shape\":\"totals\""));
    }

    @Test
    void an_item_that_nobody_rolled_up_is_told() {
        items.add(another);

        assertThatThrownBy(() -> audited(usage, rollups)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_is_recorded_and_not_rolled_up_is_waited_for_once() {
        items.add(another);
        reopenings.mark(Granularity.MINUTE.floor(another.at()));

        Report report = audited(usage, rollups);

        assertThat(report.result()).isEqualTo("inconclusive");
        assertThat(pauses).hasSize(1);
        assertThat(context.log).isEmpty();
    }

    @Test
    void what_is_rolled_up_during_the_pause_is_right() {
        items.add(another);
        reopenings.mark(Granularity.MINUTE.floor(another.at()));
        AuditHandler patient = new AuditHandler(
                new Audit(usage, rollups, reopenings), RETENTION, EventLog.SILENT, time, pause -> compact());

        assertThat(patient.handleRequest(new ScheduledEvent(), context).result())
                .isEqualTo("right");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700, 1_440})
    void what_is_recorded_and_rolled_up_while_items_are_read_is_no_difference(int minutes) {
        UsageStore busy = new BusyUsage(usage, minutes, () -> {
            items.add(another);
            reopenings.mark(Granularity.MINUTE.floor(another.at()));
            compact();
        });

        Report report = audited(busy, rollups);

        assertThat(report.result()).isEqualTo("right");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void a_day_that_is_not_rolled_up_yet_or_whose_items_are_gone_cannot_be_told() {
        ScheduledEvent today = new ScheduledEvent();
        today.setDetail(Map.of("day", "2026-11-24"));
        ScheduledEvent old = new ScheduledEvent();
        old.setDetail(Map.of("day", "2026-10-24"));
        rollups.watermark = rollups.watermark.map(mark -> new Watermark(DAY.end(), mark.daysSince()));

        assertThat(audited(usage, rollups).result()).isEqualTo("right");
        assertThat(handler(usage, rollups).handleRequest(today, context).result())
                .isEqualTo("inconclusive");
        assertThat(handler(usage, rollups).handleRequest(old, context).detail()).contains("gone");
        rollups.watermark =
                rollups.watermark.map(mark -> new Watermark(DAY.end().minus(Duration.ofMinutes(1)), mark.daysSince()));
        assertThat(audited(usage, rollups).result()).isEqualTo("inconclusive");
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_day_that_is_none_is_refused() {
        ScheduledEvent event = new ScheduledEvent();
        event.setDetail(Map.of("day", "yesterday"));

        assertThatThrownBy(() -> handler(usage, rollups).handleRequest(event, context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-11-23");
    }

    private Report audited(UsageStore ofItems, RollupStore ofRollups) {
        return handler(ofItems, ofRollups).handleRequest(new ScheduledEvent(), context);
    }

    private AuditHandler handler(UsageStore ofItems, RollupStore ofRollups) {
        return new AuditHandler(
                new Audit(ofItems, ofRollups, reopenings), RETENTION, EventLog.SILENT, time, pauses::add);
    }
}
