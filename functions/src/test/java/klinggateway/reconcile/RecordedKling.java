package klinggateway.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import klinggateway.job.Job;
import klinggateway.kling.Kling;
import klinggateway.kling.Reply;

/** Kling with the records that a test gives it, and nothing else. */
final class RecordedKling implements Kling {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<ObjectNode> packages = new ArrayList<>();
    private final List<ObjectNode> balance = new ArrayList<>();
    private Runnable onQuestion = () -> {};
    private int questions;

    /** Done whenever Kling is asked. */
    void onQuestion(Runnable action) {
        onQuestion = action;
    }

    int questions() {
        return questions;
    }

    void tookUnits(Job job, String units, Instant at) {
        tookUnits(taskOf(job), units, at);
    }

    void tookUnits(String taskId, String units, Instant at) {
        packages.add(record(taskId, at).put("deductionAmount", units));
    }

    void tookSomething(Job job, Instant at) {
        packages.add(record(taskOf(job), at));
    }

    void tookCash(Job job, String before, String after, String currency, Instant at) {
        balance.add(record(taskOf(job), at)
                .put("balanceBefore", before)
                .put("balanceAfter", after)
                .put("currency", currency));
    }

    private static String taskOf(Job job) {
        return job.task().map(Job.Task::id).orElseThrow();
    }

    private static ObjectNode record(String taskId, Instant at) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("taskId", taskId)
                .put("deductionTime", Long.toString(at.toEpochMilli()));
    }

    @Override
    public Reply ask(String method, String path, Optional<String> body, Duration timeout) {
        questions++;
        onQuestion.run();
        JsonNode question = body(body);
        long from = question.path("start_time").asLong();
        long to = question.path("end_time").asLong();
        int start = question.path("cursor").asInt(0);
        int limit = question.path("limit").asInt();
        List<ObjectNode> all = (path.endsWith("package") ? packages : balance)
                .stream()
                        .filter(record -> record.path("deductionTime").asLong() >= from
                                && record.path("deductionTime").asLong() <= to)
                        .toList();
        int end = Math.min(start + limit, all.size());
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode detail = data.putObject("result").putArray("detail");
        all.subList(start, end).forEach(detail::add);
        data.put("hasMore", end < all.size()).put("nextCursor", end < all.size() ? Integer.toString(end) : "");
        return new Reply.Data(data);
    }

    private static JsonNode body(Optional<String> body) {
        try {
            return JSON.readTree(body.orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        throw new AssertionError("reconciliation creates nothing");
    }

    @Override
    public Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout) {
        throw new AssertionError("reconciliation asks for no task");
    }

    @Override
    public OptionalLong fileSize(URI url, Duration timeout) {
        throw new AssertionError("reconciliation looks at no file");
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public boolean reachesNewerPaths() {
        return true;
    }

    @Override
    public String host() {
        return "kling.example";
    }
}
