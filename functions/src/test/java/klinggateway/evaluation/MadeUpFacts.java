package klinggateway.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;
import klinggateway.alert.Reconciliations.Outcome;
import klinggateway.forecast.DailyUse;
import klinggateway.forecast.Forecast;
import klinggateway.forecast.History;
import klinggateway.job.Budget;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.JobId;
import klinggateway.job.Pool;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Measures;
import klinggateway.usage.Status;

/** Facts that a test makes up. There is nothing to be told of until it says so; what it makes unreadable cannot be read. */
final class MadeUpFacts implements Facts {

    /** A Friday. */
    static final Instant NOW = Instant.parse("2026-11-20T12:30:00Z");

    static final String KEY = "key_1";

    final List<KeyBudget> budgets = new ArrayList<>();
    final Map<String, Forecast> forecasts = new HashMap<>();
    final Map<String, Spending> spending = new HashMap<>();
    final Map<Pool, JobId> queues = new EnumMap<>(Pool.class);
    final List<Pack> packs = new ArrayList<>();
    Cube recent = Cube.EMPTY;
    Cube usual = Cube.EMPTY;
    final Map<DeadLetterQueue, Long> deadLetters = new EnumMap<>(DeadLetterQueue.class);
    Optional<Outcome> outcome = Optional.empty();
    boolean isReadable = true;

    /** Of the month, if it is so, that ends with the 30th. */
    KeyBudget budget(boolean isMonthly, long limit, long spent, long reserved) {
        return new KeyBudget(
                KEY,
                new Budget(isMonthly ? "2026-11" : Budget.TOTAL, Optional.empty(), spent, reserved),
                limit,
                isMonthly ? Optional.of(Instant.parse("2026-12-01T00:00:00Z")) : Optional.empty(),
                isMonthly ? LocalDate.parse("2026-11-30") : LocalDate.parse("2027-02-18"));
    }

    /** What comes of so much on each of so many days before; half of today is left. */
    static Forecast forecast(int days, long microUsdADay) {
        LocalDate today = LocalDate.parse("2026-11-20");
        return Forecast.of(new History(
                IntStream.rangeClosed(1, days)
                        .mapToObj(day -> new DailyUse(today.minusDays(days + 1L - day), microUsdADay, 1))
                        .toList(),
                new DailyUse(today, 0, 0),
                0.5));
    }

    static Cell cell(String model, String mode, Status status, String reason) {
        return new Cell(Cell.GATEWAY, "video", "video", "text2video", model, mode, "5", status, reason);
    }

    static Measures calls(long calls, long microUsd) {
        return new Measures(calls, 0, microUsd, microUsd, microUsd, 5 * calls, 0, 0, 0, 0);
    }

    List<Finding> find(Condition condition) {
        return ((Reading.Known) look(condition)).findings();
    }

    Reading look(Condition condition) {
        return new Evaluation(this, NOW).of(condition);
    }

    private <T> T readable(T fact) {
        if (!isReadable) {
            throw new IllegalStateException("the source is away");
        }
        return fact;
    }

    @Override
    public List<KeyBudget> budgets() {
        return readable(budgets);
    }

    @Override
    public Forecast forecast(String keyId) {
        return readable(Optional.ofNullable(forecasts.get(keyId)).orElseThrow());
    }

    @Override
    public Map<String, Spending> spending() {
        return readable(spending);
    }

    @Override
    public String keyName(String keyId) {
        return readable(keyId.equals(KEY) ? "team video" : keyId);
    }

    @Override
    public Cube usage(Optional<String> keyId, Duration within) {
        return readable(recent);
    }

    @Override
    public Cube usual() {
        return readable(usual);
    }

    @Override
    public Optional<JobId> oldestQueued(Pool pool) {
        return readable(Optional.ofNullable(queues.get(pool)));
    }

    @Override
    public List<Pack> packs() {
        return readable(packs);
    }

    @Override
    public Map<DeadLetterQueue, Long> deadLetters() {
        return readable(deadLetters);
    }

    @Override
    public Optional<Outcome> reconciled() {
        return readable(outcome);
    }
}
