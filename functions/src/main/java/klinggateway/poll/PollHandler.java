package klinggateway.poll;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import klinggateway.Isolation;
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
import klinggateway.log.EventLog;
import klinggateway.log.Line;
import klinggateway.log.Metric;

/** The poll queue: asks Kling once about all jobs of a batch, ends those that have ended, and asks for the others later. */
public final class PollHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final JobStore jobs;
    private final Sync sync;
    private final Start start;
    private final PollQueue queue;
    private final EventLog log;
    private final InstantSource clock;

    /** For Lambda. */
    public PollHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("poll", SQSEvent.class, PollHandler::new);
    }

    private PollHandler(Wiring wiring) {
        this(
                wiring.stores().jobs(),
                wiring.sync(),
                wiring.start(),
                wiring.stores().pollQueue(),
                wiring.log(),
                wiring.clock());
    }

    PollHandler(JobStore jobs, Sync sync, Start start, PollQueue queue, EventLog log, InstantSource clock) {
        this.jobs = jobs;
        this.sync = sync;
        this.start = start;
        this.queue = queue;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Instant started = clock.instant();
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
        Round round = new Round();
        poll(polls, deadline, isolation, round);
        for (Message refused : queue.sendAll(List.copyOf(round.next))) {
            if (refused instanceof Poll poll) {
                isolation.failed(
                        Objects.requireNonNull(polls.get(poll.job())).messageId(), "the queue took no next message");
            }
        }
        starts.forEach((pool, messageId) -> isolation.run(messageId, () -> start.startNext(pool, deadline)));
        SQSBatchResponse response = isolation.response();
        Line line = Line.of("ran")
                .with("function", "poll")
                .with("messages", event.getRecords().size())
                .with("polled", polls.size())
                .with("ended", round.pollsOfEnded.size())
                .with("failed", response.getBatchItemFailures().size());
        round.pollsOfEnded.forEach(count -> line.measure(Metric.POLLS_PER_JOB, count));
        log.write(line.with("ms", Duration.between(started, clock.instant()).toMillis()));
        return response;
    }

    /** What comes of a batch: the messages to be sent next, and how many each job took that has ended. */
    private record Round(Queue<Delayed> next, Queue<Integer> pollsOfEnded) {

        Round() {
            this(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        }
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

    private void poll(Map<JobId, Received> polls, Deadline deadline, Isolation isolation, Round round) {
        List<Job> live = jobs.findAll(polls.keySet()).stream()
                .filter(job -> isLive(job, received(polls, job).poll()))
                .toList();
        if (live.isEmpty()) {
            return;
        }
        Map<JobId, Finding> findings = sync.find(live, deadline);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Job job : live) {
                Received received = received(polls, job);
                threads.execute(() -> isolation.run(received.messageId(), () -> {
                    Finding finding = Objects.requireNonNull(findings.get(job.id()));
                    lookAfter(job, finding, received.poll(), deadline, round);
                }));
            }
        }
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

    private void lookAfter(Job job, Finding finding, Poll message, Deadline deadline, Round round) {
        Job current = sync.apply(job, finding);
        if (current.state() == JobState.SUBMITTING && finding instanceof Finding.NotFound) {
            current = start.resend(current, deadline);
        }
        int polls = message.hop() + 1;
        if (current.state().isEnded()) {
            round.pollsOfEnded.add(polls);
        } else if (isLive(current, message) && polls < PollTimes.LAST_HOP) {
            round.next.add(new Delayed(
                    new Poll(current.id(), message.sequence(), polls), PollTimes.next(current, clock.instant())));
        }
    }
}
