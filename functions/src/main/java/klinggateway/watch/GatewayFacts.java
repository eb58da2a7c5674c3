package klinggateway.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import klinggateway.account.ResourcePacks;
import klinggateway.alert.Reconciliations.Outcome;
import klinggateway.evaluation.Facts;
import klinggateway.evaluation.HoursBefore;
import klinggateway.forecast.Forecast;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.Pool;
import klinggateway.keys.Key;
import klinggateway.report.Past;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.RememberedMinutes;
import klinggateway.usage.RememberedWatermark;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;
import klinggateway.watch.GatewayWatch.Sources;

/** The facts of one moment, each read when it is first asked for. */
final class GatewayFacts implements Facts {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Jobs are queued in a fair order, in which the oldest one is near the front and not always the first. */
    private static final int QUEUED = 100;

    /** Of these, so many rows are looked at: the index may name some that wait no more. */
    private static final int OLDEST = 10;

    private final Sources sources;
    private final Remembered remembered;
    private final Map<Optional<String>, NavigableSet<Duration>> windows;
    private final Instant now;
    private final UsageStore usage;
    private final Once<RollupStore> rollups;
    private final Once<List<Key>> keys;
    private final Once<List<KeyBudget>> budgets;
    private final Once<Map<String, Spending>> spending = new Once<>(this::readSpending);
    private final Map<Optional<String>, Once<NavigableMap<Instant, Cube>>> cubes = new HashMap<>();
    private final Map<Pool, Once<Optional<JobId>>> queues = new EnumMap<>(Pool.class);
    private final Once<Map<DeadLetterQueue, Long>> deadLetters;
    private final Once<Optional<Outcome>> reconciled;

    /** @param windows how far back usage will be asked for, of keys and of everyone */
    GatewayFacts(
            Sources sources,
            Remembered remembered,
            Map<Optional<String>, NavigableSet<Duration>> windows,
            Instant now) {
        this.sources = sources;
        this.remembered = remembered;
        this.windows = windows;
        this.now = now;
        this.usage = new RememberedMinutes(sources.usage());
        this.rollups = new Once<>(() -> new RememberedWatermark(sources.rollups()));
        this.keys = new Once<>(() -> sources.keys().all());
        this.budgets = new Once<>(() -> new BudgetReader(keys.get(), sources.budgets(), now).read());
        this.deadLetters = new Once<>(() -> sources.depths().now().deadLetters());
        this.reconciled = new Once<>(() -> sources.reconciliations().last());
    }

    @Override
    public List<KeyBudget> budgets() {
        return budgets.get();
    }

    @Override
    public Forecast forecast(String keyId) {
        return remembered
                .forecasts()
                .get(
                        keyId,
                        now,
                        () -> Forecast.of(
                                Past.ofKey(keyId, usage, rollups.get(), now).ordered()));
    }

    @Override
    public Map<String, Spending> spending() {
        return spending.get();
    }

    @Override
    public String keyName(String keyId) {
        return keys.get().stream()
                .filter(key -> key.id().equals(keyId))
                .map(Key::name)
                .findFirst()
                .orElse(keyId);
    }

    @Override
    public Cube usage(Optional<String> keyId, Duration within) {
        NavigableMap<Instant, Cube> parts = cubes.computeIfAbsent(keyId, whose -> new Once<>(() -> readUsage(whose)))
                .get();
        return Cube.sum(parts.tailMap(start(within), true).values());
    }

    @Override
    public Cube usual() {
        return remembered.usual().get(Remembered.ALL, now, () -> {
            Instant today = Granularity.DAY.floor(now);
            return reader().total(Shape.CUBE, Span.whole(Set.of(), today.minus(USUAL), today), now);
        });
    }

    @Override
    public Optional<JobId> oldestQueued(Pool pool) {
        return queues.computeIfAbsent(pool, of -> new Once<>(() -> readOldestQueued(of)))
                .get();
    }

    @Override
    public List<Pack> packs() {
        return remembered
                .packs()
                .get(Remembered.ALL, now, () -> new Once<>(this::readPacks))
                .get();
    }

    @Override
    public Map<DeadLetterQueue, Long> deadLetters() {
        return deadLetters.get();
    }

    @Override
    public Optional<Outcome> reconciled() {
        return reconciled.get();
    }

    private UsageReader reader() {
        return new UsageReader(usage, rollups.get());
    }

    /** A minute's beginning, so that none is read item by item. */
    private Instant start(Duration within) {
        return Granularity.MINUTE.floor(now.minus(within));
    }

    private Map<String, Spending> readSpending() {
        Map<String, HoursBefore> before =
                remembered.hoursBefore().get(Remembered.ALL, now, () -> new HourReader(reader(), now).read());
        Map<String, Spending> read = new HashMap<>();
        reader().total(Shape.KEYS, Span.whole(Set.of(), start(HOUR), now), now)
                .forEach((keyId, spent) ->
                        read.put(keyId, new Spending(spent.microUsd(), before.getOrDefault(keyId, HoursBefore.NONE))));
        return read;
    }

    private NavigableMap<Instant, Cube> readUsage(Optional<String> keyId) {
        NavigableSet<Instant> starts = new TreeSet<>();
        windows.getOrDefault(keyId, new TreeSet<>()).forEach(within -> starts.add(start(within)));
        // What explains a key's spending is asked for by the hour.
        keyId.ifPresent(key -> starts.add(start(HOUR)));
        Set<String> whose = keyId.map(Set::of).orElse(Set.of());
        return new TreeMap<>(reader().read(Shape.CUBE, new Span(whose, starts.first(), now, starts), now)
                .parts());
    }

    private Optional<JobId> readOldestQueued(Pool pool) {
        List<JobId> oldest = sources.jobs().queued(pool, QUEUED).stream()
                .sorted()
                .limit(OLDEST)
                .toList();
        return sources.jobs().findAll(oldest).stream()
                .filter(job -> job.state() == JobState.QUEUED)
                .map(Job::id)
                .min(Comparator.naturalOrder());
    }

    private List<Pack> readPacks() {
        return switch (sources.packs().read(PATIENCE)) {
            case ResourcePacks.Reading.Known known ->
                known.packs().stream()
                        .filter(this::isUsable)
                        .flatMap(pack -> pack
                                .remaining()
                                .map(left -> new Pack(
                                        pack.id(), pack.name(), pack.pool(), pack.total(), left, pack.expiresAt()))
                                .stream())
                        .toList();
            case ResourcePacks.Reading.Unknown unknown ->
                throw new IllegalStateException("Kling did not tell its packs: " + unknown.error());
        };
    }

    private boolean isUsable(klinggateway.account.Pack pack) {
        return pack.isOnline()
                || (pack.isRunOut() && pack.expiresAt().filter(now::isBefore).isPresent());
    }
}
