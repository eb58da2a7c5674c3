package klinggateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
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
        for (int i = 0; i < 200; i++) {
            Instant from = EPOCH.plusMillis(random.nextLong(SPAN.toMillis()));
            Instant to = from.plusMillis(1 + random.nextLong(SPAN.toMillis()));
            Instant watermark = Granularity.MINUTE.floor(EPOCH.plusMillis(random.nextLong(2 * SPAN.toMillis())));

            Instant minutesSince = EPOCH.plusMillis(random.nextLong(SPAN.toMillis()));

            RangeCut cut = RangeCut.cut(from, to, watermark, minutesSince);

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
                assertThat(run.granularity() == Granularity.MINUTE && run.from().isBefore(minutesSince))
                        .isFalse();
                assertThat(run.granularity().startsAt(run.from())).isTrue();
                assertThat(run.granularity().startsAt(run.to())).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_run_of_less_than_days_crosses_midnight(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Instant from = EPOCH.plusMillis(random.nextLong(SPAN.toMillis()));
            Instant to = from.plusMillis(random.nextLong(SPAN.toMillis()));

            for (RangeCut.Run run : RangeCut.cut(from, to, EPOCH.plus(SPAN.multipliedBy(2)), EPOCH)
                    .runs()) {
                boolean sameDay = Granularity.DAY
                        .floor(run.from())
                        .equals(Granularity.DAY.floor(run.to().minusMillis(1)));
                assertThat(run.granularity() == Granularity.DAY || sameDay).isTrue();
            }
        }
    }

    @Test
    void thirty_days_take_at_most_a_handful_of_queries() {
        RangeCut cut = RangeCut.cut(
                Instant.parse("2026-10-25T13:07:00Z"),
                Instant.parse("2026-11-24T13:07:00Z"),
                Instant.parse("2026-11-24T13:05:00Z"),
                Instant.EPOCH);

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
