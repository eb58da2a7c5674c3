package klinggateway.facade.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import klinggateway.facade.kling.Paths.Older;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.JobCursor;
import klinggateway.job.Endpoint.Protocol;
import klinggateway.job.Job;
import klinggateway.job.JobStore.Cursor;
import klinggateway.job.Pool;
import klinggateway.keys.Scope;
import klinggateway.task.NewerTask;
import klinggateway.task.OlderTask;
import klinggateway.task.TaskStatus;

/** Lists of the key's own tasks, newest first. Kling's lists are of the whole account. */
final class TaskLists {

    private static final int LAST_PAGE = 1_000;
    private static final int USUAL_PAGE = 30;
    private static final int LONGEST_PAGE = 500;
    private static final int LONGEST_PAGE_OF_VOICES = 1_000;
    private static final int USUAL_LIMIT = 100;
    private static final Duration USUAL_WINDOW = Duration.ofDays(30);

    /** The end of the year 9999, in milliseconds. */
    private static final long LAST_MOMENT = 253_402_300_799_999L;

    private static final Map<Pool, String> PRODUCT_TYPES =
            Map.of(Pool.VIDEO, "video", Pool.IMAGE, "image", Pool.TRY_ON, "try_on");

    private final OwnJobs ownJobs;
    private final InstantSource clock;

    TaskLists(OwnJobs ownJobs, InstantSource clock) {
        this.ownJobs = ownJobs;
        this.clock = clock;
    }

    /** {@code GET <path>?pageNum=&pageSize=}. */
    Answer older(Call call, Older of) {
        call.require(Scope.READ);
        int longest = of.kind().equals("custom-voice") ? LONGEST_PAGE_OF_VOICES : LONGEST_PAGE;
        int page = Numbers.ofQuery(call, "pageNum", 1, 1, LAST_PAGE);
        int size = Numbers.ofQuery(call, "pageSize", USUAL_PAGE, 1, longest);
        List<Job> jobs =
                ownJobs.page(call.caller().id(), job -> job.order().kind().equals(of.kind()), (page - 1L) * size, size);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        ownJobs.shown(jobs).forEach(shown -> list.add(OlderTask.of(shown)));
        return Envelope.of(call, list);
    }

    /** {@code POST /tasks}. */
    Answer page(Call call) {
        call.require(Scope.READ);
        JsonNode body = call.json();
        int limit =
                (int) Numbers.of(body.path("limit"), "limit", 1, LONGEST_PAGE).orElse(USUAL_LIMIT);
        Instant now = clock.instant();
        Instant from = moment(body, "start_time").orElse(now.minus(USUAL_WINDOW));
        Instant to = moment(body, "end_time").orElse(now);
        Predicate<Job> wanted = filters(body.path("filters"))
                .and(job -> job.endpoint().protocol() != Protocol.CALL
                        && !job.createdAt().isAfter(to));
        OwnJobs.Stretch stretch = ownJobs.after(
                call.caller().id(),
                cursor(body.path("cursor").asText()),
                wanted,
                job -> job.createdAt().isBefore(from),
                limit);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode result = data.putArray("result");
        ownJobs.shown(stretch.jobs()).forEach(shown -> result.add(NewerTask.of(shown)));
        data.put("count", result.size())
                .put("next_cursor", stretch.next().map(JobCursor::text).orElse(""))
                .put("has_more", stretch.next().isPresent());
        return Envelope.of(call, data);
    }

    private static Optional<Instant> moment(JsonNode body, String name) {
        OptionalLong millis = Numbers.of(body.path(name), name, 0, LAST_MOMENT);
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }

    private static Optional<Cursor> cursor(String text) {
        Optional<Cursor> cursor = JobCursor.parse(text);
        if (cursor.isEmpty() && !text.isEmpty()) {
            throw WrongValue.of("cursor is none of this list's");
        }
        return cursor;
    }

    private static Predicate<Job> filters(JsonNode filters) {
        Predicate<Job> all = job -> true;
        for (JsonNode filter : filters) {
            Set<String> values =
                    filter.path("values").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
            all = all.and(
                    switch (filter.path("key").asText()) {
                        case "status" ->
                            job -> values.contains(TaskStatus.of(job.state()).newerWord());
                        case "product_type" ->
                            job -> values.contains(PRODUCT_TYPES.get(job.order().pool()));
                        default -> throw WrongValue.of("filters.key must be status or product_type");
                    });
        }
        return all;
    }
}
