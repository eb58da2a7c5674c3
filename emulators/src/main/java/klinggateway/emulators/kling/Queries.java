package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers questions about tasks: one, a list, up to twenty at once, or a page behind a cursor. */
final class Queries {
    private static final int MOST_PAGES = 1000;
    private static final int MOST_IDS = 20;
    private static final int MOST_PER_PAGE = 500;
    private static final Duration DEFAULT_WINDOW = Duration.ofDays(30);

    private final KlingAccount account;
    private final TaskView view;
    private final InstantSource clock;

    Queries(KlingAccount account, TaskView view, InstantSource clock) {
        this.account = account;
        this.view = view;
        this.clock = clock;
    }

    /** A task of another product counts as unknown: docs/kling.md, Conventions. */
    Answer legacyTask(Product product, String idOrExternalId) {
        Task task = account.find(idOrExternalId)
                .filter(found -> found.product().equals(product))
                .orElseThrow(() -> Refusal.invalid("Task not found by id/external id: " + idOrExternalId));
        return new Answer.Data(view.legacy(task));
    }

    Answer legacyList(Product product, ApiRequest request) {
        int page = request.number("pageNum", 1, 1, MOST_PAGES);
        int size = request.number("pageSize", 30, 1, product.mostPerPage());
        ArrayNode list = Json.array();
        account.newestFirst().stream()
                .filter(task -> task.product().equals(product))
                .skip((page - 1L) * size)
                .limit(size)
                .forEach(task -> list.add(view.legacy(task)));
        return new Answer.Data(list);
    }

    /** Knows the tasks of both API generations; ids nobody knows are left out silently. */
    Answer byIds(ApiRequest request) {
        Optional<String> ids = request.query("task_ids");
        Optional<String> externalIds = request.query("external_task_ids");
        if (ids.isEmpty() && externalIds.isEmpty()) {
            throw Refusal.invalid("task_ids or external_task_ids is required");
        }
        if (ids.isPresent() && externalIds.isPresent()) {
            throw Refusal.invalid("only one of task_ids and external_task_ids can be given");
        }
        List<String> wanted = Arrays.stream(
                        ids.or(() -> externalIds).orElseThrow().split(",", -1))
                .map(String::trim)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        if (wanted.size() > MOST_IDS) {
            throw Refusal.invalid("task_ids and external_task_ids cannot exceed " + MOST_IDS + " in total");
        }
        ArrayNode found = Json.array();
        wanted.stream()
                .flatMap(
                        id -> account
                                .find(id)
                                .filter(Task::canBeAskedFor)
                                .filter(task -> ids.isPresent() == task.id().equals(id))
                                .stream())
                .forEach(task -> found.add(view.current(task)));
        return new Answer.Data(found);
    }

    Answer page(ApiRequest request) {
        Fields body = request.json();
        int limit = body.integer("limit", 100, 1, MOST_PER_PAGE);
        Instant now = clock.instant();
        long from =
                body.milliseconds("start_time").orElse(now.minus(DEFAULT_WINDOW).toEpochMilli());
        long to = body.milliseconds("end_time").orElse(now.toEpochMilli());
        Optional<String> cursor = body.text("cursor");
        Predicate<Task> wanted = filter(body);
        List<Task> rest = account.newestFirst().stream()
                .filter(Task::canBeAskedFor)
                .filter(task -> {
                    long created = task.plan().createdAt().toEpochMilli();
                    return created >= from && created <= to;
                })
                .filter(task -> cursor.map(last -> isOlder(task, last)).orElse(true))
                .filter(wanted)
                .toList();
        List<Task> page = rest.subList(0, Math.min(limit, rest.size()));
        ObjectNode data = Json.object();
        ArrayNode result = data.putArray("result");
        page.forEach(task -> result.add(view.current(task)));
        data.put("count", page.size());
        data.put("next_cursor", rest.size() > page.size() ? page.getLast().id() : "");
        data.put("has_more", rest.size() > page.size());
        return new Answer.Data(data);
    }

    private static boolean isOlder(Task task, String cursor) {
        try {
            return Long.parseLong(task.id()) < Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw Refusal.invalid("cursor is invalid");
        }
    }

    private static Predicate<Task> filter(Fields body) {
        return body.objects("filters", 10).stream().map(Queries::oneFilter).reduce(task -> true, Predicate::and);
    }

    private static Predicate<Task> oneFilter(Fields filter) {
        List<String> values = Filters.values(filter);
        return switch (filter.required("key")) {
            case "status" -> task -> values.contains(task.status().word());
            case "product_type" ->
                task -> values.contains(task.product().type().word().replace('-', '_'));
            default -> throw Refusal.invalid("filter key " + filter.required("key") + " is invalid");
        };
    }
}
