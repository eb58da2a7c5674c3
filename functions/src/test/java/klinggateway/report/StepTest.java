package klinggateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StepTest {

    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource(value = Step.class, names = "TOTAL", mode = EnumSource.Mode.EXCLUDE)
    void the_parts_of_a_range_follow_each_other_without_a_gap_in_every_zone(Step step) {
        Random random = new Random(1);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (String name : zones) {
            ZoneId zone = ZoneId.of(name);
            Instant from = NEW_YEAR.plusSeconds(random.nextInt(360 * 86_400));
            Instant to = from.plusSeconds(1 + random.nextInt(20 * 86_400));

            NavigableSet<Instant> starts = step.starts(from, to, zone, 1_500);

            assertThat(starts.first()).as("%s from %s", zone, from).isBeforeOrEqualTo(from);
            for (Instant start : starts) {
                Instant next = step.next(start, zone);
                assertThat(step.floor(next.minusMillis(1), zone)).isEqualTo(start);
                assertThat(next).as("%s after %s", zone, start).isAfter(start);
                assertThat(starts.higher(start) == null || next.equals(starts.higher(start)))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "day, Europe/Zurich, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 25",
        "day, America/New_York, 2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z, 23",
        "day, Asia/Kolkata, 2026-11-24T12:00:00Z, 2026-11-23T18:30:00Z, 24",
        "week, UTC, 2026-11-24T12:00:00Z, 2026-11-23T00:00:00Z, 168",
        "month, Asia/Kathmandu, 2026-02-10T12:00:00Z, 2026-01-31T18:15:00Z, 672"
    })
    void days_begin_and_end_by_the_clocks_of_the_zone(
            String step, String zone, Instant moment, Instant start, long hours) {
        ZoneId zoneId = ZoneId.of(zone);

        Instant floor = Step.ofWord(step).floor(moment, zoneId);

        assertThat(floor).isEqualTo(start);
        assertThat(Duration.between(floor, Step.ofWord(step).next(floor, zoneId)))
                .isEqualTo(Duration.ofHours(hours));
    }

    @ParameterizedTest
    @CsvSource({"PT1H, minute", "PT2H, minute", "PT24H, hour", "PT72H, hour", "P30D, day", "P100D, day", "P400D, week"})
    void the_usual_step_gives_a_hundred_parts_or_so(Duration length, String word) {
        assertThat(Step.usual(length).word()).isEqualTo(word);
    }
}
