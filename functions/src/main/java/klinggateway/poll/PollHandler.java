package klinggateway.poll;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.PollQueue;
import klinggateway.job.PollQueue.Delayed;
import klinggateway.job.PollQueue.Message;
import klinggateway.job.PollQueue.Message.Poll;
import klinggateway.job.PollQueue.Message.StartNext;
import klinggateway.job.Pool;
import klinggateway.kling.Kling.Finding;
import klinggateway.lifecycle.Deadline;
import klinggateway.lifecycle.PollTimes;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Sync;

/** The poll queue: asks Kling once about all jobs of a batch, ends those that have ended, and asks for the others later. */
public final class PollHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final JobStore jobs;
    private final Sync sync;
    private final Start start;
    private final PollQueue queue;
    private final InstantSource clock;

    /** For Lambda. */
    public PollHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("poll", SQSEvent.class, PollHandler::new);
    }

    private PollHandler(Wiring wiring) {
        this(wiring.jobs(), wiring.sync(), wiring.start(), wiring.pollQueue(), wiring.clock());
    }

    PollHandler(JobStore jobs, Sync sync, Start start, PollQueue queue, InstantSource clock) {
        this.jobs = jobs;
        this.sync = sync;
        this.start = start;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Deadline deadline = Deadline.in(
                Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER), clock);
        Isolation isolation = new Isolation(context.getLogger()::log);
        Map<JobId, Received> polls = new HashMap<>();
        Map<Pool, String> starts = new HashMap<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            Optional<Message> parsed = Message.parse(message.getBody());
            if (parsed.isEmpty()) {
                isolation.failed(message.getMessageId(), "unreadable: " + message.getBody());
                continue;
            }
            switch (parsed.get()) {
                case Poll poll -> polls.merge(poll.job(), new Received(message.getMessageId(), poll), Received::newer);
                case StartNext next -> starts.put(next.pool(), message.getMessageId());
            }
        }
        for (Message refused : queue.sendAll(List.copyOf(poll(polls, deadline, isolation)))) {
            if (refused instanceof Poll poll) {
                isolation.failed(
                        Objects.requireNonNull(polls.get(poll.job())).messageId(), "the queue took no next message");
            }
        }
        starts.forEach((pool, messageId) -> isolation.run(messageId, () -> start.startNext(pool, deadline)));
        return isolation.response();
    }

    private record Received(String messageId, Poll poll) {

        /** Of two messages about a job, the one of the newer chain, and of one chain the one further along. */
        static Received newer(Received a, Received b) {
            boolean first = a.poll.sequence() != b.poll.sequence()
                    ? a.poll.sequence() > b.poll.sequence()
                    : a.poll.hop() > b.poll.hop();
            return first ? a : b;
        }
    }

    private ConcurrentLinkedQueue<Delayed> poll(Map<JobId, Received> polls, Deadline deadline, Isolation isolation) {
        ConcurrentLinkedQueue<Delayed> next = new ConcurrentLinkedQueue<>();
        List<Job> live = jobs.findAll(polls.keySet()).stream()
                .filter(job -> isLive(job, received(polls, job).poll()))
                .toList();
        if (live.isEmpty()) {
            return next;
        }
        Map<JobId, Finding> findings = sync.find(live, deadline);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Job job : live) {
                Received received = received(polls, job);
                threads.execute(() -> isolation.run(received.messageId(), () -> {
                    Finding finding = Objects.requireNonNull(findings.get(job.id()));
                    lookAfter(job, finding, received.poll(), deadline).ifPresent(next::add);
                }));
            }
        }
        return next;
    }

    private static Received received(Map<JobId, Received> polls, Job job) {
        return Objects.requireNonNull(polls.get(job.id()));
    }

    /** A message of an older chain, or about a job that waits or has ended, is dropped. */
    private static boolean isLive(Job job, Poll message) {
        return !job.state().isEnded()
                && job.state() != JobState.QUEUED
                && job.polling().sequence() == message.sequence();
    }

    private Optional<Delayed> lookAfter(Job job, Finding finding, Poll message, Deadline deadline) {
        Job current = sync.apply(job, finding);
        if (current.state() == JobState.SUBMITTING && finding instanceof Finding.NotFound) {
            current = start.resend(current, deadline);
        }
        boolean goesOn = isLive(current, message) && message.hop() + 1 < PollTimes.LAST_HOP;
        return goesOn
                ? Optional.of(new Delayed(
                        new Poll(current.id(), message.sequence(), message.hop() + 1),
                        PollTimes.next(current, clock.instant())))
                : Optional.empty();
    }
}
