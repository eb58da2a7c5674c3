package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.kling.Product.Generation;

/**
 * The account behind the API: its tasks, slots and packs, as a function of the clock.
 *
 * <p>No threads, no HTTP: whatever has become due is settled, in the order of its moments, whenever somebody asks.
 */
final class KlingAccount {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Chance chance;
    private final double speed;
    private final Packs packs;
    private final AccountStore store;

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Map<String, Task> running = new LinkedHashMap<>();
    private final Map<String, String> idsByExternalId = new HashMap<>();
    private final Map<String, String> idsByResultId = new HashMap<>();
    private final Map<ProductType, Integer> mostSlots = new EnumMap<>(ProductType.class);
    private final List<Task> charged = new ArrayList<>();
    private final List<Task> changes = new ArrayList<>();

    KlingAccount(InstantSource clock, Chance chance, double speed, Packs packs, AccountStore store) {
        this.clock = clock;
        this.chance = chance;
        this.speed = speed;
        this.packs = packs;
        this.store = store;
        store.tasks().forEach(task -> {
            remember(task);
            chance.nextIdsAfter(task.resultId());
        });
        tasks.values().stream()
                .filter(task -> !task.deductions().isEmpty())
                .sorted(Comparator.comparing(Task::updatedAt))
                .forEach(task -> {
                    charged.add(task);
                    task.deductions().forEach(packs::replay);
                });
    }

    /** Lets a valid order in, or refuses it: known external id, packs empty, no free slot. */
    synchronized Task create(Product product, String path, Order order, Hooks hooks, JsonNode request) {
        Instant now = settled();
        order.externalId().filter(idsByExternalId::containsKey).ifPresent(id -> {
            throw Refusal.invalid("External_task_id " + id + " already exists");
        });
        checkCover(product.type(), order, now);
        int slots = slotsInUse(product.type()) + order.slots();
        if (slots > packs.concurrency(product.type(), now)) {
            throw Refusal.onPurpose(1303);
        }
        mostSlots.merge(product.type(), slots, Math::max);
        Task task = task(product, path, order, hooks, request, now);
        remember(task);
        record(task);
        return task;
    }

    /** Does at once what needs no task, charges it, and keeps it as one all the same: later orders may refer to it. */
    synchronized Task fulfil(Product product, String path, Order order, Hooks hooks, JsonNode request) {
        Instant now = settled();
        checkCover(product.type(), order, now);
        Task task = task(product, path, order, hooks, request, now);
        task.failure().ifPresent(reason -> {
            throw Refusal.invalid(reason);
        });
        return kept(task.moved(TaskStatus.SUCCEEDED, now), now);
    }

    private Task task(Product product, String path, Order order, Hooks hooks, JsonNode request, Instant now) {
        String id = chance.nextId(now);
        String resultId = chance.nextId(now);
        Task.Plan plan = product.generation() == Generation.IMMEDIATE
                ? new Task.Plan(now, now, Optional.of(now))
                : plan(order, hooks, now);
        return new Task(
                id, resultId, product, path, order, hooks, request, plan, TaskStatus.SUBMITTED, now, List.of(), false);
    }

    synchronized Optional<Task> find(String idOrExternalId) {
        settled();
        return Optional.ofNullable(tasks.get(idsByExternalId.getOrDefault(idOrExternalId, idOrExternalId)));
    }

    /** The task that has made what is known by this id, e.g. a video. */
    synchronized Optional<Task> withResult(String resultId) {
        settled();
        return Optional.ofNullable(idsByResultId.get(resultId))
                .map(tasks::get)
                .filter(task -> task.status() == TaskStatus.SUCCEEDED);
    }

    /** No change of status, so no callback goes out. */
    synchronized void delete(Task task) {
        Task deleted = task.withoutResult();
        remember(deleted);
        store.put(deleted);
    }

    /** Newest first. */
    synchronized List<Task> newestFirst() {
        settled();
        return new ArrayList<>(tasks.values()).reversed();
    }

    synchronized List<Pack> packs() {
        settled();
        return packs.all();
    }

    /** Every withdrawal in the order it happened, numbered from zero. */
    synchronized <T> List<T> deductions(DeductionLine<T> line) {
        settled();
        List<T> lines = new ArrayList<>();
        for (Task task : charged) {
            for (Deduction deduction : task.deductions()) {
                lines.add(line.of(lines.size(), task, deduction, packs.get(deduction.packId())));
            }
        }
        return lines;
    }

    /** Makes one line of a list of deductions. */
    interface DeductionLine<T> {
        T of(int position, Task task, Deduction deduction, Pack pack);
    }

    synchronized int mostSlots(ProductType type) {
        return mostSlots.getOrDefault(type, 0);
    }

    /** Every state a task has entered since the last call, in order. */
    synchronized List<Task> takeChanges() {
        settled();
        List<Task> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** What running tasks will cost counts as spent, so that no pack can go below zero. */
    private void checkCover(ProductType type, Order order, Instant now) {
        BigDecimal committed = running.values().stream()
                .filter(task -> task.product().type() == type)
                .map(task -> task.order().units())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (packs.available(type, now).compareTo(committed.add(order.units())) < 0) {
            throw Refusal.onPurpose(1102);
        }
    }

    private int slotsInUse(ProductType type) {
        return running.values().stream()
                .filter(task -> task.product().type() == type)
                .mapToInt(task -> task.order().slots())
                .sum();
    }

    private Task.Plan plan(Order order, Hooks hooks, Instant now) {
        Duration waits = scaled(chance.between(SHORTEST_WAIT, LONGEST_WAIT));
        Duration works =
                scaled(chance.between(order.pace().fastest(), order.pace().slowest()));
        Optional<Duration> exactly = hooks.duration("time");
        Instant processingAt = now.plus(exactly.map(time -> time.dividedBy(3)).orElse(waits));
        Instant endsAt = exactly.map(now::plus).orElse(processingAt.plus(works));
        return new Task.Plan(now, processingAt, hooks.has("stuck") ? Optional.empty() : Optional.of(endsAt));
    }

    private Duration scaled(Duration realTime) {
        return Duration.ofMillis(Math.round(realTime.toMillis() / speed));
    }

    private Instant settled() {
        Instant now = clock.instant();
        Optional<Task> due = nextDue(now);
        while (due.isPresent()) {
            move(due.get());
            due = nextDue(now);
        }
        return now;
    }

    private Optional<Task> nextDue(Instant now) {
        return running.values().stream()
                .filter(task -> task.nextChange().filter(at -> !at.isAfter(now)).isPresent())
                .min(Comparator.comparing(task -> task.nextChange().orElseThrow()));
    }

    private void move(Task task) {
        Instant at = task.nextChange().orElseThrow();
        Task moved = task.moved(task.nextStatus(), at);
        if (moved.status() == TaskStatus.SUCCEEDED) {
            kept(moved, at);
        } else {
            remember(moved);
            record(moved);
        }
    }

    /** Charges what has succeeded and remembers it. */
    private Task kept(Task succeeded, Instant at) {
        Task paid = succeeded.charged(packs.withdraw(succeeded, at));
        remember(paid);
        record(paid);
        if (!paid.deductions().isEmpty()) {
            charged.add(paid);
        }
        return paid;
    }

    private void remember(Task task) {
        tasks.put(task.id(), task);
        idsByResultId.put(task.resultId(), task.id());
        task.order().externalId().ifPresent(externalId -> idsByExternalId.put(externalId, task.id()));
        if (task.status().isFinal()) {
            running.remove(task.id());
        } else {
            running.put(task.id(), task);
        }
    }

    private void record(Task task) {
        store.put(task);
        changes.add(task);
    }
}
