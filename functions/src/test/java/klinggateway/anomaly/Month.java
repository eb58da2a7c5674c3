package klinggateway.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Measures;
import klinggateway.usage.Status;

/** Made-up usage of one key on the last days of November, and the ten weeks before, the same for the same seed. */
public final class Month implements Books {

    static final String KEY = "key_made_up";
    public static final LocalDate LAST = LocalDate.parse("2026-11-30");
    public static final LocalDate FIRST = LAST.minusDays(30 + 7 * Search.WEEKS);

    /** By hour of day: hardly anything at night, most in the afternoon. */
    private static final int[] HOURS = {1, 1, 0, 0, 0, 1, 2, 5, 9, 11, 11, 10, 7, 9, 12, 12, 11, 9, 6, 4, 4, 3, 2, 2};

    public static final List<String> MODELS = List.of("kling-v2-6", "kling-v2-5-turbo", "kling-v3");
    static final String NEW_MODEL = "kling-video-o1";
    static final String REASON = "timed_out";
    private static final List<String> REASONS = List.of("content_policy", "invalid_image", "upstream");

    /** Habits of a key. */
    public enum Habit {
        STEADY,
        WEEKLY,
        GROWING,
        NOISY,
        SPARSE
    }

    /** What is ordered. */
    public record Ware(String model, String mode, String kind, int seconds) {

        double microUsd() {
            double base = model.equals("kling-v2-5-turbo") ? 210_000 : model.equals("kling-v3") ? 420_000 : 280_000;
            return base * (mode.equals("pro") ? 1.75 : 1) * seconds / 5;
        }

        Ware withModel(String other) {
            return new Ware(other, mode, kind, seconds);
        }

        Ware withMode(String other) {
            return new Ware(model, other, kind, seconds);
        }

        Ware withKind(String other) {
            return new Ware(model, mode, other, seconds);
        }
    }

    private record Part(Instant from, Instant to) {}

    private record Job(Ware ware, String reason) {}

    private final Random random;
    private final Habit habit;
    private final double jobsADay;
    private final NavigableMap<Instant, List<Job>> jobs = new TreeMap<>();
    private final Map<Part, Cube> cubes = new ConcurrentHashMap<>();

    public Month(Habit habit, double jobsADay, long seed) {
        this.habit = habit;
        this.jobsADay = jobsADay;
        this.random = new Random(31 * seed + habit.name().hashCode());
        for (LocalDate date = FIRST; !date.isAfter(LAST); date = date.plusDays(1)) {
            day(date);
        }
    }

    Random random() {
        return random;
    }

    private void day(LocalDate date) {
        double usual = usual(date);
        if (habit == Habit.SPARSE) {
            if (random.nextDouble() < 0.25) {
                Instant begin = at(date, 8 * 60 + random.nextInt(600));
                int count = 3 + random.nextInt(13);
                for (int i = 0; i < count; i++) {
                    order(begin.plus(Duration.ofMinutes(random.nextInt(120))), ware());
                }
            }
            return;
        }
        double noise = habit == Habit.NOISY ? Math.exp(0.4 * random.nextGaussian()) : 1;
        int count = poisson(usual * noise);
        for (int i = 0; i < count; i++) {
            order(at(date, minute()), ware());
        }
    }

    /** How many jobs are usual on a day. */
    double usual(LocalDate date) {
        int weekday = date.getDayOfWeek().getValue();
        return switch (habit) {
            case STEADY, NOISY -> jobsADay;
            case WEEKLY -> weekday > 5 ? jobsADay / 10 : jobsADay;
            case GROWING -> jobsADay * Math.pow(1.03, (double) ChronoUnit.DAYS.between(FIRST, date)) / 3;
            case SPARSE -> 9 * 0.25;
        };
    }

    /** Orders so many times what a day usually costs, from a moment on, within some hours. */
    public Instant plant(LocalDate date, double times, int firstMinute, int minutes, UnaryOperator<Ware> as) {
        double budget = times * Math.max(usual(date), 9) * 450_000;
        int last = Math.min(firstMinute + minutes, 24 * 60);
        List<Ware> planted = new ArrayList<>();
        for (double spent = 0; spent < budget; ) {
            Ware ware = as.apply(ware());
            spent += ware.microUsd();
            planted.add(ware);
        }
        order(at(date, firstMinute), planted.getFirst());
        planted.stream()
                .skip(1)
                .forEach(ware -> order(at(date, firstMinute + random.nextInt(last - firstMinute)), ware));
        return at(date, firstMinute);
    }

    /** Has the jobs of a model fail for so long. */
    public Instant fail(LocalDate date, String model, double share, int firstMinute, int minutes) {
        Instant from = at(date, firstMinute);
        Instant to = at(date, firstMinute + minutes);
        jobs.subMap(from, true, to, false)
                .values()
                .forEach(atOnce -> atOnce.replaceAll(job ->
                        job.ware.model.equals(model) && random.nextDouble() < share ? new Job(job.ware, REASON) : job));
        return from;
    }

    private void order(Instant at, Ware ware) {
        String reason = random.nextDouble() < 0.05 ? REASONS.get(random.nextInt(REASONS.size())) : Cell.NO_ERROR;
        jobs.computeIfAbsent(at, unseen -> new ArrayList<>()).add(new Job(ware, reason));
    }

    private Ware ware() {
        double drawn = random.nextDouble();
        return new Ware(
                MODELS.get(drawn < 0.5 ? 0 : drawn < 0.8 ? 1 : 2),
                random.nextDouble() < 0.7 ? "std" : "pro",
                random.nextDouble() < 0.6 ? "text2video" : "image2video",
                random.nextDouble() < 0.8 ? 5 : 10);
    }

    private int minute() {
        int sum = 0;
        for (int weight : HOURS) {
            sum += weight;
        }
        int drawn = random.nextInt(sum);
        int hour = 0;
        while (drawn >= HOURS[hour]) {
            drawn -= HOURS[hour++];
        }
        return hour * 60 + random.nextInt(60);
    }

    private int poisson(double mean) {
        int count = 0;
        for (double time = -Math.log(random.nextDouble()) / mean;
                time < 1;
                time -= Math.log(random.nextDouble()) / mean) {
            count++;
        }
        return count;
    }

    public static Instant at(LocalDate date, int minute) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofMinutes(minute));
    }

    @Override
    public Map<String, Map<Instant, Measures>> spending(NavigableSet<Instant> starts, Instant to) {
        Map<Instant, Measures> spending = new HashMap<>();
        usage(Optional.empty(), starts, to).forEach((start, cube) -> spending.put(start, cube.total()));
        return Map.of(KEY, spending);
    }

    @Override
    public Map<Instant, Cube> usage(Optional<String> keyId, NavigableSet<Instant> starts, Instant to) {
        Map<Instant, Cube> usage = new HashMap<>();
        for (Instant start : starts) {
            Instant next = starts.higher(start);
            Part part = new Part(start, next == null ? to : next);
            Cube cube = cubes.computeIfAbsent(part, this::cube);
            if (!cube.cells().isEmpty()) {
                usage.put(start, cube);
            }
        }
        return usage;
    }

    private Cube cube(Part part) {
        Map<Cell, Measures> cells = new HashMap<>();
        jobs.subMap(part.from, true, part.to, false)
                .values()
                .forEach(atOnce -> atOnce.forEach(job -> cells.merge(cell(job), measures(job), Measures::plus)));
        return new Cube(cells, Map.of());
    }

    @Override
    public Duration finest(Instant at) {
        return at.isBefore(at(LAST.minusDays(5), 0)) ? Duration.ofMinutes(15) : Duration.ofMinutes(1);
    }

    private static Cell cell(Job job) {
        Ware ware = job.ware;
        boolean isFailed = !job.reason.equals(Cell.NO_ERROR);
        return new Cell(
                Cell.GATEWAY,
                "video",
                "video",
                ware.kind,
                ware.model,
                ware.mode,
                Integer.toString(ware.seconds),
                isFailed ? Status.FAILED : Status.SUCCEEDED,
                job.reason);
    }

    private static Measures measures(Job job) {
        long cost = job.reason.equals(Cell.NO_ERROR) ? Math.round(job.ware.microUsd()) : 0;
        return new Measures(1, 0, cost, cost, cost, job.ware.seconds, 0, 0, 0, 0);
    }
}
