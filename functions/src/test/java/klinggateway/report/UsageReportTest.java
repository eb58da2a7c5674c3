package klinggateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import klinggateway.compact.TestCompact;
import klinggateway.usage.Cube;
import klinggateway.usage.Dimension;
import klinggateway.usage.Filter;
import klinggateway.usage.InMemoryReopenings;
import klinggateway.usage.InMemoryRollups;
import klinggateway.usage.InMemoryUsage;
import klinggateway.usage.Measures;
import klinggateway.usage.Totals;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageItems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked, the answer from rollups and open minutes is what adding up all items one by one gives. */
class UsageReportTest {

    private static final Instant FROM = Instant.parse("2026-10-23T21:37:00Z");
    private static final Duration LENGTH = Duration.ofDays(4);
    private static final List<String> KEYS = List.of("a", "b", "c");
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Zurich"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Australia/Lord_Howe"));
    private static final List<Dimension> ASKED =
            List.of(Dimension.KIND, Dimension.MODEL, Dimension.MODE, Dimension.DURATION, Dimension.STATUS);

    private final InMemoryRollups rollups = new InMemoryRollups();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void any_query_is_answered_as_by_adding_up_all_items(long seed) {
        Random random = new Random(seed);
        List<UsageItem> items = UsageItems.random(random, 150, FROM, LENGTH, KEYS);
        InMemoryUsage usage = new InMemoryUsage(items);
        Instant now = FROM.plus(LENGTH.dividedBy(2)).plusMillis(random.nextLong(LENGTH.toMillis()));
        Instant watermark = now.minusSeconds(random.nextInt(6_000));
        TestCompact.compaction(usage, rollups, new InMemoryReopenings(), Set.of(ZONES.get(1), ZONES.get(2)), watermark);
        // What is not written yet cannot be read.
        List<UsageItem> written =
                items.stream().filter(item -> !item.at().isAfter(now)).toList();

        for (int i = 0; i < 250; i++) {
            UsageQuery query = query(random);

            UsageReport report = UsageReport.read(query, new InMemoryUsage(written), rollups, now);

            check(query, report, written);
        }
    }

    private static void check(UsageQuery query, UsageReport report, List<UsageItem> written) {
        Map<Instant, List<UsageItem>> byPart = new HashMap<>();
        NavigableSet<Instant> starts = query.starts();
        for (UsageItem item : written) {
            boolean isAsked = query.keyIds().isEmpty()
                    || query.keyIds().contains(item.entry().keyId());
            if (isAsked && !item.at().isBefore(query.from()) && item.at().isBefore(query.to())) {
                byPart.computeIfAbsent(starts.floor(item.at()), start -> new ArrayList<>())
                        .add(item);
            }
        }
        Map<Instant, Totals> parts = new HashMap<>();
        Map<Instant, Map<List<String>, Measures>> groups = new HashMap<>();
        byPart.forEach((start, items) -> {
            parts.put(start, Totals.of(Cube.of(items).where(query.filter())));
            groups.put(start, grouped(query, items));
        });

        parts.forEach((start, totals) -> assertThat(report.parts().getOrDefault(start, Totals.NOTHING))
                .as("%s in %s", start, query)
                .isEqualTo(totals));
        if (!query.groupBy().isEmpty()) {
            groups.forEach((start, expected) -> assertThat(
                            withoutZeros(report.groups().getOrDefault(start, Map.of())))
                    .as("%s in %s", start, query)
                    .isEqualTo(withoutZeros(expected)));
        }
        assertThat(Totals.sum(report.days().values())).isEqualTo(report.total());
    }

    private static Map<List<String>, Measures> grouped(UsageQuery query, List<UsageItem> items) {
        Map<List<String>, Measures> sums = new HashMap<>();
        for (UsageItem item : items) {
            Cube.of(List.of(item)).where(query.filter()).cells().forEach((cell, measures) -> {
                List<String> values = query.groupBy().stream()
                        .map(word -> Dimension.ofWord(word)
                                .map(dimension -> dimension.of(cell))
                                .orElse(item.entry().keyId()))
                        .toList();
                sums.merge(values, measures, Measures::plus);
            });
        }
        return sums;
    }

    private static Map<List<String>, Measures> withoutZeros(Map<List<String>, Measures> groups) {
        Map<List<String>, Measures> kept = new HashMap<>(groups);
        kept.values().removeIf(Measures.ZERO::equals);
        return kept;
    }

    private static UsageQuery query(Random random) {
        Step step = Step.ofWord(Step.words().get(random.nextInt(Step.words().size())));
        long longest = step == Step.MINUTE ? Duration.ofDays(1).toMillis() : LENGTH.toMillis();
        Instant from = FROM.plusMillis(random.nextLong(LENGTH.toMillis()));
        Map<Dimension, Set<String>> filter = new EnumMap<>(Dimension.class);
        if (random.nextBoolean()) {
            filter.put(Dimension.MODEL, some(random, List.of("kling-v3", "kling-v2-6", "kling-v2-5-turbo")));
        }
        if (random.nextInt(4) == 0) {
            filter.put(Dimension.STATUS, some(random, List.of("open", "succeeded", "failed", "expired")));
        }
        List<String> groupBy = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String word = random.nextInt(3) == 0
                    ? UsageQuery.KEY
                    : ASKED.get(random.nextInt(ASKED.size())).word();
            if (!groupBy.contains(word)) {
                groupBy.add(word);
            }
        }
        return new UsageQuery(
                random.nextBoolean() ? Set.of() : some(random, KEYS),
                new Filter(filter),
                from,
                from.plusMillis(1 + random.nextLong(longest)),
                ZONES.get(random.nextInt(ZONES.size())),
                step,
                List.copyOf(groupBy),
                false,
                20,
                Optional.empty());
    }

    private static Set<String> some(Random random, List<String> words) {
        Set<String> some = new HashSet<>(Set.of(words.get(random.nextInt(words.size()))));
        some.add(words.get(random.nextInt(words.size())));
        return some;
    }
}
