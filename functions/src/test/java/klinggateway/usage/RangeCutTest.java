package klinggateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeCutTest {

    private static final Instant EPOCH = Instant.parse("2026-10-20T00:00:00Z");
    private static final Duration SPAN = Duration.ofDays(40);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_pieces_are_the_range_with_nothing_left_out_and_nothing_twice(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            Instant from = EPOCH.plusMillis(random.nextLong(SPAN.toMillis()));
            Instant to = from.plusMillis(1 + random.nextLong(SPAN.toMillis()));
            Instant watermark = Granularity.MINUTE.floor(EPOCH.plusMillis(random.nextLong(2 * SPAN.toMillis())));

            NavigableSet<Instant> borders = borders(random);
            Instant minutesSince = EPOCH.plusMillis(random.nextLong(SPAN.toMillis()));

            RangeCut cut = cut(from, to, watermark, minutesSince, borders);

            List<Piece> pieces = pieces(cut);
            assertThat(pieces.getFirst().from).isBeforeOrEqualTo(from);
            assertThat(pieces.getFirst().from).isEqualTo(Granularity.MINUTE.floor(from));
            assertThat(pieces.getLast().to).isAfterOrEqualTo(to);
            assertThat(pieces.getLast().to.minus(Duration.ofMinutes(1))).isBefore(to);
            for (int j = 1; j < pieces.size(); j++) {
                assertThat(pieces.get(j).from).isEqualTo(pieces.get(j - 1).to);
            }
            for (RangeCut.Run run : cut.runs()) {
                assertThat(run.from()).isAfterOrEqualTo(from);
                assertThat(run.to()).isBeforeOrEqualTo(to).isBeforeOrEqualTo(watermark);
                assertThat(run.granularity().equals(Granularity.MINUTE)
                                && run.from().isBefore(minutesSince))
                        .isFalse();
                assertThat(run.granularity().startsAt(run.from())).isTrue();
                assertThat(run.granularity().startsAt(run.to())).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_period_crosses_a_border(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            Instant from = EPOCH.plusMillis(random.nextLong(SPAN.toMillis()));
            Instant to = from.plusMillis(random.nextLong(SPAN.toMillis()));
            NavigableSet<Instant> borders = borders(random);

            for (RangeCut.Run run : cut(from, to, EPOCH.plus(SPAN.multipliedBy(2)), EPOCH, borders)
                    .runs()) {
                for (Instant start = run.from();
                        start.isBefore(run.to());
                        start = run.granularity().next(start)) {
                    Instant border = borders.higher(start);
                    assertThat(border == null
                                    || !border.isBefore(run.granularity().next(start)))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void days_of_a_zone_are_used_from_when_on_there_are_any() {
        ZoneId zurich = ZoneId.of("Europe/Zurich");
        Instant since = Instant.parse("2026-10-23T22:00:00Z");
        Watermark watermark = new Watermark(Instant.parse("2026-11-24T13:05:00Z"), Map.of(zurich, since));

        RangeCut cut = new RangeCutter(watermark.since(Instant.EPOCH), watermark.until())
                .cut(
                        Instant.parse("2026-10-21T22:00:00Z"),
                        Instant.parse("2026-10-27T23:00:00Z"),
                        new TreeSet<>(Set.of(Instant.parse("2026-10-22T22:00:00Z"), since)));

        // The clocks change on the 25th, so midnight is an hour later from then on.
        assertThat(cut.runs())
                .containsExactly(
                        new RangeCut.Run(Granularity.HOUR, Instant.parse("2026-10-21T22:00:00Z"), since),
                        new RangeCut.Run(Granularity.daysOf(zurich), since, Instant.parse("2026-10-27T23:00:00Z")));
    }

    @Test
    void thirty_days_take_at_most_a_handful_of_queries() {
        RangeCut cut = cut(
                Instant.parse("2026-10-25T13:07:00Z"),
                Instant.parse("2026-11-24T13:07:00Z"),
                Instant.parse("2026-11-24T13:05:00Z"),
                Instant.EPOCH,
                new TreeSet<>());

        assertThat(cut.runs())
                .extracting(RangeCut.Run::granularity)
                .containsExactly(
                        Granularity.MINUTE,
                        Granularity.QUARTER,
                        Granularity.HOUR,
                        Granularity.DAY,
                        Granularity.HOUR,
                        Granularity.MINUTE);
        assertThat(cut.rawMinutes()).isEmpty();
        assertThat(cut.openMinutes())
                .containsExactly(Instant.parse("2026-11-24T13:05:00Z"), Instant.parse("2026-11-24T13:06:00Z"));
    }

    private static RangeCut cut(
            Instant from, Instant to, Instant watermark, Instant minutesSince, NavigableSet<Instant> borders) {
        return new RangeCutter(new Watermark(watermark, Map.of()).since(minutesSince), watermark)
                .cut(from, to, borders);
    }

    private static NavigableSet<Instant> borders(Random random) {
        NavigableSet<Instant> borders = new TreeSet<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            borders.add(Granularity.QUARTER.floor(EPOCH.plusMillis(random.nextLong(SPAN.toMillis()))));
        }
        return borders;
    }

    private record Piece(Instant from, Instant to) {}

    private static List<Piece> pieces(RangeCut cut) {
        List<Piece> pieces = new ArrayList<>();
        cut.runs().forEach(run -> pieces.add(new Piece(run.from(), run.to())));
        cut.rawMinutes().forEach(minute -> pieces.add(new Piece(minute, minute.plus(Duration.ofMinutes(1)))));
        cut.openMinutes().forEach(minute -> pieces.add(new Piece(minute, minute.plus(Duration.ofMinutes(1)))));
        pieces.sort(Comparator.comparing(Piece::from));
        return pieces;
    }
}
