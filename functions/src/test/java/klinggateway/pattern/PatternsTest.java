package klinggateway.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import klinggateway.job.Charge;
import klinggateway.job.JobId;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.pattern.Change.Verdict;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.ProductLine;
import klinggateway.usage.Status;
import klinggateway.usage.Times;
import klinggateway.usage.Totals;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
    private static final LocalDate FIRST = LocalDate.parse("2026-10-05");
    private static final int DAYS = 28;

    private final Random random = new Random(7);
    private final List<UsageItem> items = new ArrayList<>();
    private final Map<Pool, NavigableMap<Instant, Integer>> peaks = new TreeMap<>();

    /** What took how long. */
    private record Took(Duration processing, Duration waiting) {}

    @Test
    void p95_of_waiting_is_that_of_the_jobs_within_a_seventh() {
        Map<Integer, List<Long>> raw = new TreeMap<>();
        for (int i = 0; i < 4_000; i++) {
            Duration waiting = Duration.ofMillis(Math.round(60_000 * Math.exp(1.2 * random.nextGaussian())));
            Instant end = at(random.nextInt(DAYS), random.nextInt(24), random.nextInt(60));
            ended(end, "kling-v2-6", "std", new Took(Duration.ofMinutes(1), waiting));
            raw.computeIfAbsent(end.atZone(ZONE).getHour(), unseen -> new ArrayList<>())
                    .add(waiting.toMillis());
        }

        List<DayHour> waiting = patterns().waiting();

        for (DayHour hour : waiting) {
            List<Long> sorted =
                    raw.getOrDefault(hour.hour(), List.of()).stream().sorted().toList();
            double exact = sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
            double told = hour.waiting().percentile(0.95).orElseThrow().toMillis();
            assertThat(told / exact).isBetween(Math.sqrt(3.0 / 4) - 0.001, Math.sqrt(4.0 / 3) + 0.001);
            long longer = sorted.stream().filter(millis -> millis > 59_124).count();
            assertThat(hour.noticed()).isCloseTo(longer / (double) sorted.size(), within(0.01));
        }
    }

    @Test
    void concurrency_is_processing_time_by_time() {
        for (int day = 0; day < DAYS; day++) {
            for (int job = 0; job < (day == 3 ? 60 : 12); job++) {
                ended(at(day, 14, job % 60), "kling-v2-6", "std", new Took(Duration.ofMinutes(5), Duration.ZERO));
            }
        }

        PoolHour hour = patterns().pools().getOrDefault(Pool.VIDEO, List.of()).get(14);

        assertThat(hour.usual()).isCloseTo((27 * 1.0 + 5) / 28, within(1e-9));
        assertThat(hour.hours()).isEqualTo(DAYS);
        assertThat(hour.nearLimit()).isEqualTo(1);
        assertThat(hour.busiest().orElseThrow().start()).isEqualTo(at(3, 14, 0));
        assertThat(hour.busiest().orElseThrow().mean()).isCloseTo(5, within(1e-9));
        assertThat(patterns().inWords())
                .contains(
                        "In 1 of 673 hours about 80 % or more of the 5 slots of the pool video were in use on average,"
                                + " most often from 14:00 to 15:00.");
    }

    @Test
    void where_peaks_are_known_they_are_told_instead_of_means() {
        ended(at(0, 14, 0), "kling-v2-6", "std", new Took(Duration.ofMinutes(5), Duration.ZERO));
        NavigableMap<Instant, Integer> video = new TreeMap<>();
        for (Instant hour = at(7, 0, 0); hour.isBefore(at(DAYS, 0, 0)); hour = hour.plus(Duration.ofHours(1))) {
            video.put(hour, 0);
        }
        video.put(at(9, 14, 0), 5);
        video.put(at(10, 14, 0), 6);
        video.put(at(11, 15, 0), 5);
        video.put(at(12, 16, 0), 4);
        peaks.put(Pool.VIDEO, video);

        List<PoolHour> hours = patterns().pools().getOrDefault(Pool.VIDEO, List.of());

        assertThat(hours.get(14).peak()).isEqualTo(new Peak(21, 2, Optional.of(new Peak.Highest(at(10, 14, 0), 6))));
        assertThat(hours.get(16).peak().atLimit()).isZero();
        assertThat(patterns().peaksSince()).containsExactly(Map.entry(Pool.VIDEO, at(7, 0, 0)));
        assertThat(patterns().inWords())
                .contains(
                        "The pool video was full (5 of 5) in 3 of 505 hours, most often from 14:00 to 15:00.",
                        "How many slots were in use is known from 12 October 2026, 00:00 on.");
    }

    @Test
    void a_pool_that_was_never_full_is_told_with_its_peak() {
        ended(at(0, 14, 0), "kling-v2-6", "std", new Took(Duration.ofMinutes(5), Duration.ZERO));
        peaks.put(Pool.VIDEO, new TreeMap<>(Map.of(at(0, 0, 0), 4)));

        assertThat(patterns().inWords())
                .contains("No pool was full at any time; the most slots in use at once: 4 of 5 (video).")
                .noneMatch(words -> words.startsWith("How many slots"));
    }

    /** 13 to 14 o'clock in UTC is half past six to half past seven in Kolkata, and a quarter to seven to a quarter to eight in Kathmandu. */
    @ParameterizedTest
    @CsvSource({"UTC, 13", "America/New_York, 8", "Asia/Kolkata, 19", "Asia/Kathmandu, 19", "Australia/Eucla, 22"})
    void an_hour_of_utc_counts_where_its_middle_is(String zone, int hour) {
        NavigableMap<Instant, Integer> one = new TreeMap<>(Map.of(Instant.parse("2026-11-24T13:00:00Z"), 3));

        List<Peak> hours = Peak.of(one, ZoneId.of(zone), 5);

        assertThat(hours).hasSize(24);
        assertThat(IntStream.range(0, 24).filter(of -> hours.get(of).hours() > 0))
                .containsExactly(hour);
    }

    @Test
    void the_busiest_hour_and_the_longest_waits_are_said() {
        for (int week = 0; week < 4; week++) {
            for (int job = 0; job < 30; job++) {
                Duration waiting = Duration.ofSeconds(job < 10 ? 240 : 1);
                ended(at(7 * week + 1, 14, job), "kling-v2-6", "std", new Took(Duration.ofMinutes(1), waiting));
            }
            ended(at(7 * week + 2, 9, 0), "kling-v2-6", "std", new Took(Duration.ofMinutes(1), Duration.ofHours(1)));
        }

        List<String> words = patterns().inWords();

        assertThat(words.getFirst())
                .isEqualTo("The busiest hour of the week is Tuesday 14:00 to 15:00: 30 jobs and $6.00 on average.");
        assertThat(words.get(1)).startsWith("Jobs wait most from 14:00 to 15:00: 33.3 % of them longer than a minute");
    }

    @Test
    void too_little_is_said_to_be_so() {
        ended(at(3, 14, 0), "kling-v2-6", "std", new Took(Duration.ofMinutes(5), Duration.ZERO));

        assertThat(patterns().inWords())
                .anyMatch(words -> words.startsWith("Too little to tell which hour"))
                .anyMatch(words -> words.startsWith("Too little to tell when jobs wait"))
                .anyMatch(words -> words.startsWith("Too little to tell whether a model"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.4, 0.65})
    void a_model_that_takes_longer_or_shorter_in_the_last_week_is_told(double factor) {
        month(40, day -> day >= DAYS - 7 ? factor : 1);

        Pace pace = patterns().paces().getFirst();

        assertThat(pace.change().verdict()).isEqualTo(factor > 1 ? Verdict.SLOWER : Verdict.FASTER);
        assertThat(pace.change().factor()).isCloseTo(factor, within(0.1));
        assertThat(patterns().inWords().getLast())
                .startsWith("kling-v2-6 was " + pace.change().verdict().word() + ": jobs of the last seven days took ");
        assertThat(pace.periods()).hasSize(4);
        assertThat(pace.periods().getLast().firstDay()).isEqualTo(FIRST.plusDays(21));
    }

    @Test
    void a_day_with_hardly_any_jobs_hides_no_slow_week() {
        month(40, day -> day >= DAYS - 7 ? 1.6 : 1);
        items.removeIf(item -> item.at().isAfter(at(DAYS - 1, 0, 0)));
        for (int job = 0; job < 3; job++) {
            jobs(DAYS - 1, "std", 30);
        }

        assertThat(patterns().paces().getFirst().change().verdict()).isEqualTo(Verdict.SLOWER);
    }

    @Test
    void steady_months_are_called_steady() {
        long wrong = IntStream.range(0, 100)
                .filter(month -> {
                    items.clear();
                    month(5 + random.nextInt(30), day -> Math.exp(0.1 * random.nextGaussian()));
                    return patterns().paces().getFirst().change().verdict() != Verdict.STEADY;
                })
                .count();

        assertThat(wrong).isLessThanOrEqualTo(1);
    }

    @Test
    void more_jobs_of_a_slow_mode_make_no_model_slow() {
        for (int day = 0; day < DAYS; day++) {
            for (int job = 0; job < 40; job++) {
                boolean isSlow = job < (day >= DAYS - 7 ? 30 : 5);
                jobs(day, isSlow ? "pro" : "std", isSlow ? 300 : 100);
            }
        }

        assertThat(patterns().paces().getFirst().change().verdict()).isEqualTo(Verdict.STEADY);
    }

    private void month(int jobs, IntToDoubleFunction factor) {
        for (int day = 0; day < DAYS; day++) {
            double ofDay = factor.applyAsDouble(day);
            for (int job = 0; job < jobs; job++) {
                jobs(day, "std", 100 * ofDay);
            }
        }
    }

    private void jobs(int day, String mode, double seconds) {
        Duration processing = Duration.ofMillis(Math.round(1_000 * seconds * Math.exp(0.3 * random.nextGaussian())));
        ended(at(day, random.nextInt(24), random.nextInt(60)), "kling-v2-6", mode, new Took(processing, Duration.ZERO));
    }

    private static Instant at(int day, int hour, int minute) {
        return FIRST.plusDays(day).atTime(hour, minute).atZone(ZONE).toInstant();
    }

    private void ended(Instant at, String model, String mode, Took took) {
        Order order = new Order("text2video", "video", Pool.VIDEO, model, mode, 5, false, "16:9", 1);
        UsageEntry entry = new UsageEntry(
                UsageEntry.Type.SUCCEEDED,
                Cell.GATEWAY,
                "key",
                JobId.of(at, items.size()),
                order,
                200_000,
                Optional.<Status>empty(),
                new Charge(0, 0, false),
                new Charge(1_500, 200_000, true),
                Optional.empty(),
                new UsageEntry.Took(Optional.of(took.processing()), Optional.of(took.waiting())),
                false);
        items.add(new UsageItem(at, entry));
    }

    private Patterns patterns() {
        Map<Instant, List<UsageItem>> byHour = new TreeMap<>();
        Map<LocalDate, List<UsageItem>> byDay = new TreeMap<>();
        for (UsageItem item : items) {
            byHour.computeIfAbsent(
                            Instant.ofEpochSecond(item.at().getEpochSecond() / 3_600 * 3_600),
                            unseen -> new ArrayList<>())
                    .add(item);
            byDay.computeIfAbsent(item.at().atZone(ZONE).toLocalDate(), unseen -> new ArrayList<>())
                    .add(item);
        }
        Instant end = FIRST.plusDays(DAYS).atStartOfDay(ZONE).toInstant();
        List<Hour> hours = new ArrayList<>();
        for (Instant start = at(0, 0, 0); start.isBefore(end); start = start.plus(Duration.ofHours(1))) {
            Totals used = Totals.of(Cube.of(byHour.getOrDefault(start, List.of())));
            hours.add(new Hour(start, start.plus(Duration.ofHours(1)), true, used));
        }
        NavigableMap<LocalDate, Map<ProductLine, Times>> days = new TreeMap<>();
        byDay.forEach((day, ofDay) -> days.put(day, Cube.of(ofDay).times()));
        return Patterns.of(new Observed(ZONE, hours, days, true, Map.of(Pool.VIDEO, 5), peaks, false));
    }
}
