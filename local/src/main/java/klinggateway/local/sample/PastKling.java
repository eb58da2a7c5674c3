package klinggateway.local.sample;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import klinggateway.job.Order;
import klinggateway.kling.Kling;
import klinggateway.kling.Kling.Expected;
import klinggateway.kling.KlingTask;
import klinggateway.kling.KlingTask.Deduction;
import klinggateway.kling.KlingTask.Status;
import klinggateway.kling.Reply;
import klinggateway.local.sample.Assortment.Purchase;

/** Kling as it was to one job: it does with it what was to become of it. The files are nowhere any more. */
final class PastKling implements Kling {

    private static final int LARGEST_FILE = 9_000_000;

    private final Purchase purchase;
    private final Fate fate;
    private final MovableClock clock;
    private final Random random;
    private final String taskId;
    private Instant createdAt = Instant.EPOCH;

    PastKling(Purchase purchase, Fate fate, MovableClock clock, Random random) {
        this.purchase = purchase;
        this.fate = fate;
        this.clock = clock;
        this.random = random;
        this.taskId = Long.toString(800_000_000_000_000_000L + random.nextLong(100_000_000_000_000_000L));
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        clock.pass(Past.SENDING);
        createdAt = clock.instant();
        return switch (fate) {
            case Fate.Refused(var error) -> new Creation.Refused(error);
            case Fate.Unreachable(var error) -> new Creation.Unknown(error);
            case Fate.Expired _ -> new Creation.Created(atWork(Status.SUBMITTED));
            case Fate.Made made
            when create.answer() == Expected.RESULT -> {
                clock.pass(made.processing());
                yield new Creation.Answered(ended(made));
            }
            case Fate.Made _ -> new Creation.Created(atWork(Status.SUBMITTED));
            case Fate.Canceled _ -> throw new IllegalStateException("what is canceled is not sent");
        };
    }

    /** The job's task before it ends. */
    KlingTask atWork(Status status) {
        return task(status, "", createdAt, List.of(), new Deduction(Optional.empty(), Optional.empty()));
    }

    /** The job's task as it ends. */
    KlingTask ended(Fate.Made made) {
        return task(
                made.succeeds() ? Status.SUCCEEDED : Status.FAILED,
                made.message(),
                createdAt.plus(made.processing()),
                made.succeeds() ? outputs() : List.of(),
                made.deduction());
    }

    private KlingTask task(
            Status status, String message, Instant updatedAt, List<KlingTask.Output> outputs, Deduction deduction) {
        return new KlingTask(
                taskId,
                status,
                message,
                Optional.of(createdAt),
                Optional.of(updatedAt),
                outputs,
                Optional.empty(),
                deduction,
                Optional.of(Fates.requestId(random)));
    }

    private List<KlingTask.Output> outputs() {
        Order order = purchase.sold().order();
        String base = "https://assets.example.com/sample/" + taskId;
        return switch (purchase.ware().makes()) {
            case "image" ->
                IntStream.range(0, order.slots())
                        .mapToObj(index -> output("image", base + "-" + index + ".png", Optional.empty()))
                        .toList();
            case "audio" -> List.of(output("audio", base + ".mp3", Optional.of(Math.max(order.seconds(), 3) + 0.024)));
            default -> List.of(output("video", base + ".mp4", Optional.of(Math.max(order.seconds(), 5) + 0.041)));
        };
    }

    private KlingTask.Output output(String type, String url, Optional<Double> seconds) {
        Optional<String> id = seconds.map(_ -> taskId.substring(0, 17) + "1");
        return new KlingTask.Output(type, id, url, Optional.empty(), seconds);
    }

    /** Nothing is found: what was refused or did not arrive. */
    @Override
    public Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout) {
        Map<Lookup, Finding> findings = new LinkedHashMap<>();
        lookups.forEach(lookup -> findings.put(lookup, new Finding.NotFound()));
        return findings;
    }

    @Override
    public OptionalLong fileSize(URI url, Duration timeout) {
        return OptionalLong.of(LARGEST_FILE / 10 + random.nextLong(LARGEST_FILE));
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
    public Reply ask(String method, String path, Optional<String> body, Duration timeout) {
        throw new UnsupportedOperationException(path);
    }

    @Override
    public String host() {
        throw new UnsupportedOperationException("only answers name it");
    }
}
