package klinggateway;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import klinggateway.job.Delivery;
import klinggateway.job.Endpoint;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.job.Quote;
import klinggateway.job.Webhook;
import klinggateway.keys.Key;
import klinggateway.rehearsal.QuietContext;

/**
 * A handler of its own answers the function's sample event a few times, from the JSON that Lambda would deliver to the JSON it
 * would be given. The environment must be a stage's.
 *
 * @param word the function's, which its sample event is named after
 */
record Rehearsal<E>(String word, Class<E> eventType, Function<Wiring, RequestHandler<E, ?>> handler)
        implements Callable<String> {

    private static final int TIMES = 20;

    /** The last answer, as JSON. */
    @Override
    public String call() throws IOException {
        String event = sampleEvent();
        String answer = "";
        try (Wiring wiring = Wiring.ofEnvironment()) {
            RequestHandler<E, ?> second = handler.apply(wiring);
            for (int i = 0; i < TIMES; i++) {
                prepare(wiring);
                answer = json(second.handleRequest(serializer(eventType).fromJson(event), new QuietContext()));
            }
        }
        return answer;
    }

    /** What the sample events are about, and the ways to read that are not needed for one of them but for others. */
    private static void prepare(Wiring wiring) {
        JobStore jobs = wiring.stores().jobs();
        Job job = jobOfTheSampleEvents();
        jobs.advance(job, job);
        jobs.putRequest(job, new JobRequest("{}", Optional.empty(), withWebhook(wiring)));
        jobs.ofKey(job.keyId(), Optional.empty(), 1);
        jobs.findAll(List.of(job.id()));
        wiring.stores().keys().add(Key.admin());
        wiring.stores().deliveries().add(Delivery.of(job, wiring.clock().instant()));
    }

    /** The stage answers webhooks, too. */
    private static JobRequest.Extras withWebhook(Wiring wiring) {
        Webhook webhook =
                new Webhook(wiring.klingEndpoint() + "/hook", Webhook.Shape.GATEWAY, Set.of(JobState.SUBMITTED.word()));
        return new JobRequest.Extras("", false, Map.of(), Optional.empty(), Optional.of(webhook), Optional.empty());
    }

    private String sampleEvent() throws IOException {
        try (InputStream file = Rehearsal.class.getResourceAsStream("events/" + word + ".json")) {
            return new String(Objects.requireNonNull(file, word).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Job jobOfTheSampleEvents() {
        Instant now = Instant.now();
        return Job.queued(
                        JobId.parse("job_1p3y5sd400000").orElseThrow(),
                        "admin",
                        Optional.empty(),
                        now,
                        "0".repeat(24),
                        new Order("text2video", "video", Pool.VIDEO, "kling-v2-6", "std", 5, false, "16:9", 1),
                        new Quote(1_500, 210_000, 140_000, "rehearsal", Duration.ofMinutes(1)),
                        new Endpoint("/v1/videos/text2video", Endpoint.Protocol.TASK),
                        "2026-11",
                        0)
                .sent(now, now, now)
                .submitted(new Job.Task("1", now))
                .telling(Set.of(JobState.SUBMITTED));
    }

    private static String json(Object answer) {
        @SuppressWarnings("unchecked") // Of the answer's own class.
        var serializer = (PojoSerializer<Object>) serializer(answer.getClass());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        serializer.toJson(answer, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The one that Lambda's Java takes for this class. */
    private static <T> PojoSerializer<T> serializer(Class<T> type) {
        return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }
}
