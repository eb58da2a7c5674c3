package klinggateway.local.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import klinggateway.emulators.aws.Queues;
import klinggateway.emulators.template.QueueSource;
import klinggateway.local.lambda.LocalFunction;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Feeds a function from its queue: gathers a batch until it is full or its window is over, runs at most as many invocations as allowed, and
 * deletes what succeeded. What failed comes again after the queue's visibility time-out.
 */
public final class QueueConsumer implements AutoCloseable {

    /** The most that SQS gives and takes at once. */
    private static final int SQS_BATCH = 10;

    /** Long polls are short here, because they delay the gateway's end. */
    private static final Duration LONG_POLL = Duration.ofSeconds(1);

    private final SqsClient sqs;
    private final QueueSource source;
    private final String queueUrl;
    private final LocalFunction function;
    private final ExecutorService threads;
    private final Semaphore free;
    private final Thread poller;
    private volatile boolean closed;

    private QueueConsumer(
            SqsClient sqs, QueueSource source, String queueUrl, LocalFunction function, ExecutorService threads) {
        this.sqs = sqs;
        this.source = source;
        this.queueUrl = queueUrl;
        this.function = function;
        this.threads = threads;
        this.free = new Semaphore(source.maximumConcurrency());
        this.poller = Thread.ofVirtual().name("poller of " + source.queueId()).unstarted(this::poll);
    }

    /** Begins to poll. */
    public static QueueConsumer start(
            SqsClient sqs, QueueSource source, String queueUrl, LocalFunction function, ExecutorService threads) {
        var consumer = new QueueConsumer(sqs, source, queueUrl, function, threads);
        consumer.poller.start();
        return consumer;
    }

    /** Stops polling, within about a second; invocations that run go on. */
    @Override
    public void close() {
        closed = true;
    }

    private void poll() {
        while (!closed) {
            try {
                free.acquire();
                List<Message> batch = gather();
                if (batch.isEmpty()) {
                    free.release();
                } else {
                    threads.execute(() -> process(batch));
                }
            } catch (SdkException e) {
                // The queue answers again, or the gateway is closing, which ends this loop.
                free.release();
                if (!closed) {
                    System.err.println("Polling " + source.queueId() + " failed: " + e.getMessage());
                    pause();
                }
            } catch (InterruptedException | RejectedExecutionException e) {
                closed = true;
            }
        }
    }

    private List<Message> gather() {
        var batch = new ArrayList<Message>(receive(source.batchSize(), LONG_POLL));
        long windowEnds = System.nanoTime() + source.batchingWindow().toNanos();
        while (!closed && !batch.isEmpty() && batch.size() < source.batchSize()) {
            Duration left = Duration.ofNanos(windowEnds - System.nanoTime());
            if (!left.isPositive()) {
                break;
            }
            // SQS waits for whole seconds: the last part of a window is rounded up.
            batch.addAll(receive(source.batchSize() - batch.size(), left.compareTo(LONG_POLL) < 0 ? LONG_POLL : left));
        }
        return batch;
    }

    private List<Message> receive(int most, Duration wait) {
        return sqs.receiveMessage(r -> r.queueUrl(queueUrl)
                        .maxNumberOfMessages(Math.min(most, SQS_BATCH))
                        .waitTimeSeconds(Math.toIntExact(Math.min(wait.toSeconds(), LONG_POLL.toSeconds())))
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    private void process(List<Message> batch) {
        try {
            Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toUnmodifiableSet());
            Set<String> failed = BatchFailures.of(
                    function.invoke(SqsEventJson.of(batch, Queues.arn(source.queueId()))),
                    ids,
                    source.reportsBatchItemFailures());
            delete(batch.stream()
                    .filter(message -> !failed.contains(message.messageId()))
                    .toList());
        } catch (SdkException e) {
            // The messages are still in the queue and come again, as after a failed deletion on AWS.
            System.err.println("Deleting messages of " + source.queueId() + " failed: " + e.getMessage());
        } finally {
            free.release();
        }
    }

    private void delete(List<Message> messages) {
        for (int from = 0; from < messages.size(); from += SQS_BATCH) {
            List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
            for (Message message : messages.subList(from, Math.min(from + SQS_BATCH, messages.size()))) {
                entries.add(DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(entries.size()))
                        .receiptHandle(message.receiptHandle())
                        .build());
            }
            sqs.deleteMessageBatch(r -> r.queueUrl(queueUrl).entries(entries));
        }
    }

    private void pause() {
        try {
            Thread.sleep(LONG_POLL);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
