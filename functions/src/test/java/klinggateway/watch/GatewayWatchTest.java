package klinggateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import klinggateway.TestGateway;
import klinggateway.account.ResourcePacks;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;
import klinggateway.alert.Rule;
import klinggateway.alert.Rules;
import klinggateway.aws.DynamoDbRollupStore;
import klinggateway.emulators.aws.CapacityMeter;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.JobId;
import klinggateway.job.QueueDepths;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Histogram;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.ProductLine;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Status;
import klinggateway.usage.Times;
import klinggateway.usage.Watermark;
import klinggateway.watch.GatewayWatch.Sources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** It is the 24th of November, 13 o'clock. */
class GatewayWatchTest {

    private static final long DOLLAR = 1_000_000;

    private final CapacityMeter[] made = new CapacityMeter[1];
    private final TestGateway gateway = TestGateway.metered(client -> made[0] = new CapacityMeter(client), 5);
    private final CapacityMeter meter = made[0];
    private final List<String> asked = new ArrayList<>();
    private final Sources sources = new Sources(
            gateway.usage,
            gateway.rollups,
            gateway.keys,
            gateway.budgets,
            gateway.jobs,
            () -> new QueueDepths.Depths(0, 0, 0, Map.of(DeadLetterQueue.POLL, 2L)),
            new ResourcePacks(gateway.kling, gateway.time),
            gateway.reconciliations);
    private final GatewayWatch watch = new GatewayWatch(sources);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void what_twenty_keys_and_twelve_weeks_take_to_look_at() {
        for (int key = 0; key < 20; key++) {
            gateway.newKey(name(key), budget(500 * DOLLAR), Scope.GENERATE);
        }
        past(84, keys(20));
        List<Rule> rules = Rules.builtIn();

        double first = units(rules);
        long began = System.nanoTime();
        gateway.time.pass(Duration.ofMinutes(1));
        double second = units(rules);
        double millis = (System.nanoTime() - began) / 1e6;
        gateway.time.pass(Duration.ofMinutes(1));
        double third = units(rules);

        System.out.printf(
                Locale.ROOT,
                "alerts of 20 keys: %.1f read units for the first look of an hour, then %.1f and %.1f (%.0f ms)%n",
                first,
                second,
                third,
                millis);
        assertThat(first).isLessThan(700);
        assertThat(second).isLessThan(50);
        assertThat(third).isLessThan(50);
    }

    @Test
    void without_rules_nothing_is_read_and_with_one_only_what_it_needs() {
        assertThat(units(List.of())).isZero();
        meter.reset();

        look(new Condition.QueueWait(Optional.empty(), Duration.ofMinutes(1)));

        assertThat(meter.uses().keySet()).extracting(CapacityMeter.Call::table).containsOnly("JobsTable");
    }

    @Test
    void a_source_that_fails_makes_its_rules_unknown_and_no_others() {
        GatewayWatch broken = new GatewayWatch(new Sources(
                gateway.usage,
                gateway.rollups,
                gateway.keys,
                accounts -> {
                    throw new IllegalStateException("no budgets today");
                },
                gateway.jobs,
                () -> {
                    asked.add("depths");
                    throw new IllegalStateException("no depths today");
                },
                new ResourcePacks(gateway.kling, gateway.time),
                gateway.reconciliations));
        gateway.newKey("key10", budget(DOLLAR), Scope.GENERATE);
        List<Rule> rules = new ArrayList<>(Rules.builtIn());
        rules.add(rule("dead-letters-too", new Condition.DeadLetters()));

        Map<Rule, Reading> readings = broken.look(rules, gateway.time.instant());

        List<String> unknown = new ArrayList<>();
        readings.forEach((rule, reading) -> {
            if (reading instanceof Reading.Unknown) {
                unknown.add(rule.id());
            }
        });
        assertThat(unknown)
                .containsExactlyInAnyOrder("budget-spent", "budget-forecast", "dead-letters", "dead-letters-too");
        assertThat(asked).hasSize(1);
    }

    @Test
    void budgets_are_those_of_keys_that_can_be_used_as_they_are_now() {
        gateway.newKey(TestGateway.KEY_ID, budget(DOLLAR), Scope.GENERATE);
        gateway.newKey("revoked", budget(0), Scope.GENERATE);
        gateway.keys.find("revoked").ifPresent(key -> gateway.keys.replace(key, key.revoked(gateway.time.instant())));
        for (int i = 0; i < 3; i++) {
            gateway.accepted("A boat");
        }

        List<Finding> found = findings(new Condition.BudgetSpent(Optional.empty(), new TreeSet<>(List.of(50, 80))));

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.subject().name()).isEqualTo(TestGateway.KEY_ID);
            assertThat(finding.sentence())
                    .isEqualTo(
                            "Key testkey has used 63% of its monthly budget of $1.00: $0.00 spent and $0.63 reserved for open"
                                    + " jobs.");
        });
    }

    @Test
    void a_budget_is_forecast_from_the_days_of_its_key() {
        gateway.newKey("key10", budget(20 * DOLLAR), Scope.GENERATE);
        gateway.newKey("key11", budget(40 * DOLLAR), Scope.GENERATE);
        past(60, keys(2));

        List<Finding> found = findings(new Condition.BudgetForecast(Optional.empty(), new TreeSet<>(List.of(100))));

        // $4.80 a day.
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.subject().name()).isEqualTo("key10");
            assertThat(finding.evidence()).containsEntry("usedUpOn", "2026-11-28");
        });
    }

    @Test
    void an_hour_of_much_more_than_usual_is_found_among_the_keys() {
        gateway.newKey(TestGateway.KEY_ID, Policy.OPEN, Scope.GENERATE);
        past(60, TestGateway.KEY_ID);
        for (int i = 0; i < 5; i++) {
            gateway.accepted("A boat");
        }

        assertThat(findings(new Condition.Spending(Optional.empty(), 5, DOLLAR / 2)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .isEqualTo(
                                "Key testkey spent $1.25 since 12:00 UTC, where $0.20 are usual at this hour of this weekday,"
                                        + " 6.2 times as much, most of it ($1.05) by kling-v2-6 in mode std."));
        assertThat(findings(new Condition.Spending(Optional.empty(), 6.3, DOLLAR / 2)))
                .isEmpty();
    }

    @Test
    void the_oldest_job_of_a_queue_is_found_behind_the_fair_next_one_and_not_among_those_that_have_left() {
        JobId oldest = gateway.accepted("A boat").id();
        gateway.time.pass(Duration.ofMinutes(20));
        gateway.accepted("Another boat");
        gateway.time.pass(Duration.ofMinutes(20));
        Condition condition = new Condition.QueueWait(Optional.empty(), Duration.ofMinutes(30));

        assertThat(findings(condition))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .containsEntry("jobId", oldest.text())
                        .containsEntry("waitedSeconds", 2_400L));
        gateway.cancel.cancel(gateway.job(oldest), "no longer wanted");
        assertThat(findings(condition)).isEmpty();
    }

    @Test
    void kling_is_asked_for_packs_once_an_hour_whatever_it_answers() {
        Condition condition = new Condition.PackExpiry(new TreeSet<>(List.of(4_000)));
        assertThat(findings(condition)).hasSize(3);
        long questions = packQuestions();

        gateway.time.pass(Duration.ofMinutes(59));
        findings(condition);
        assertThat(packQuestions()).isEqualTo(questions);

        gateway.time.pass(Duration.ofMinutes(1));
        findings(condition);
        assertThat(packQuestions()).isEqualTo(questions + 1);
    }

    private long packQuestions() {
        return gateway.log.lines().stream()
                .filter(line -> line.contains("/account/costs"))
                .count();
    }

    private List<Finding> findings(Condition condition) {
        return ((Reading.Known) look(condition)).findings();
    }

    private Reading look(Condition condition) {
        Rule rule = rule("rule", condition);
        return watch.look(List.of(rule), gateway.time.instant())
                .values()
                .iterator()
                .next();
    }

    private double units(List<Rule> rules) {
        meter.reset();
        watch.look(rules, gateway.time.instant());
        return meter.uses().values().stream()
                .mapToDouble(CapacityMeter.Use::readUnits)
                .sum();
    }

    private static Policy budget(long monthly) {
        return new Policy(
                Optional.of(monthly),
                Optional.empty(),
                ZoneOffset.UTC,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                1_000);
    }

    private static String name(int key) {
        return "key" + (10 + key);
    }

    private static String[] keys(int count) {
        return IntStream.range(0, count).mapToObj(GatewayWatchTest::name).toArray(String[]::new);
    }

    /**
     * A job of each of eight models in each hour of so many days and of today, $0.20 in all, rolled up as compaction does; of hours of
     * days before, only what keys spent around this time, as nobody reads more.
     */
    private void past(int days, String... keys) {
        Instant now = gateway.time.instant();
        Instant today = Granularity.DAY.floor(now);
        RollupStore.Writer writer = new DynamoDbRollupStore(meter.unmetered(), "RollupsTable").begin(now);
        Cube day = Cube.sum(Collections.nCopies(24, hour()));
        for (int ago = days; ago > 0; ago--) {
            Instant start = today.minus(Duration.ofDays(ago));
            put(writer, new Period(Granularity.DAY, start), day, keys);
            for (int hour = 12; hour < 14; hour++) {
                writer.putKeys(hour(start, hour), totals(hour(), keys));
            }
        }
        for (int hour = 0; hour < 13; hour++) {
            put(writer, hour(today, hour), hour(), keys);
        }
        for (int minute = 15; minute < 60; minute += 15) {
            put(writer, new Period(Granularity.QUARTER, now.minus(Duration.ofMinutes(minute))), hour(), keys);
        }
        writer.moveWatermark(new Watermark(Granularity.MINUTE.floor(now), Map.of()));
    }

    private static void put(RollupStore.Writer writer, Period period, Cube cube, String... keys) {
        for (String key : keys) {
            writer.put(key, period, cube);
        }
        writer.put(RollupStore.EVERYONE, period, Cube.sum(Collections.nCopies(keys.length, cube)));
        writer.putKeys(period, totals(cube, keys));
    }

    private static Map<String, Measures> totals(Cube cube, String... keys) {
        Map<String, Measures> totals = new HashMap<>();
        for (String key : keys) {
            totals.put(key, cube.total());
        }
        return totals;
    }

    private static Period hour(Instant day, int hour) {
        return new Period(Granularity.HOUR, day.plus(Duration.ofHours(hour)));
    }

    private static Cube hour() {
        Map<Cell, Measures> cells = new HashMap<>();
        Map<ProductLine, Times> times = new HashMap<>();
        for (int model = 0; model < 8; model++) {
            cells.put(
                    new Cell(
                            Cell.GATEWAY,
                            "video",
                            "video",
                            "text2video",
                            "model-" + model,
                            "std",
                            "5",
                            Status.SUCCEEDED,
                            Cell.NO_ERROR),
                    new Measures(1, 178, 25_000, 25_000, 25_000, 5, 1, 60_000, 0, 0));
            times.put(
                    new ProductLine("video", "model-" + model, "std"),
                    new Times(Histogram.of(Duration.ofSeconds(60)), Histogram.EMPTY));
        }
        return new Cube(cells, times);
    }

    private static Rule rule(String id, Condition condition) {
        return Rule.of(id, id, condition, Optional.empty(), true, true, Optional.empty());
    }
}
