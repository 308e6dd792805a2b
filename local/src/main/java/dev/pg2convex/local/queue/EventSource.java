package dev.pg2convex.local.queue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.aws.SqsFailures;
import dev.pg2convex.core.CategorizedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Polls a queue and invokes a function, as Lambda's event source mapping does: batches, maximum concurrency, partial failures. What was handled
 * is deleted; what failed reappears when its visibility timeout ends, and goes to the dead-letter queue when its receives are used up: both are
 * the queue's work. Never more messages are taken than can be invoked with at once, so that none waits hidden.
 */
public final class EventSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSource.class);
    /** SQS's own bound. */
    private static final int MOST_MESSAGES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(10);

    private final SqsClient client;
    private final EventSourceSettings settings;
    private final RequestHandler<SQSEvent, SQSBatchResponse> function;
    private final Semaphore free;
    private final AtomicInteger running = new AtomicInteger();
    private final Thread poller;
    private volatile boolean stopping;
    private volatile CategorizedException trouble;

    private EventSource(SqsClient client, EventSourceSettings settings, RequestHandler<SQSEvent, SQSBatchResponse> function) {
        this.client = client;
        this.settings = settings;
        this.function = function;
        this.free = new Semaphore(settings.maximumConcurrency());
        this.poller = Thread.ofVirtual().name("poll-" + settings.functionName()).unstarted(this::poll);
    }

    /** Starts polling. Until {@link #stop} it goes on whatever happens to the queue. */
    public static EventSource start(SqsClient client, EventSourceSettings settings, RequestHandler<SQSEvent, SQSBatchResponse> function) {
        var source = new EventSource(client, settings, function);
        source.poller.start();
        return source;
    }

    /** Why nothing is received at the moment. */
    public Optional<CategorizedException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Invocations that are running. */
    public int running() {
        return running.get();
    }

    /** Receives no more and tells what runs that its time is up, without waiting for anything: for several event sources that are stopped together. */
    public void stopReceiving() {
        stopping = true;
    }

    /**
     * As {@link #stopReceiving}, and a poll in flight is broken off. The message that it may have taken stays hidden until its visibility timeout:
     * only for a queue that ends with this process.
     */
    public void breakOffReceiving() {
        stopReceiving();
        poller.interrupt();
    }

    /**
     * Receives no more, and lets what runs finish.
     *
     * @return false when something was still running after that time; it is left alone
     */
    public boolean stop(Duration grace) {
        stopReceiving();
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            boolean polled = poller.join(settings.pollWait().plus(grace));
            long left = Math.max(0, deadline - System.nanoTime());
            boolean idle = free.tryAcquire(settings.maximumConcurrency(), left, TimeUnit.NANOSECONDS);
            if (idle) {
                free.release(settings.maximumConcurrency());
            }
            return polled && idle;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        stop(CLOSE_GRACE);
    }

    private void poll() {
        var pause = FIRST_PAUSE;
        Optional<SqsEvents> events = Optional.empty();
        while (!stopping) {
            int slots = 0;
            try {
                if (events.isEmpty()) {
                    events = Optional.of(new SqsEvents(queueArn()));
                }
                slots = takeSlots();
                if (slots == 0) {
                    return;
                }
                var messages = receive(slots);
                trouble = null;
                pause = FIRST_PAUSE;
                if (stopping) {
                    giveBack(messages);
                    return;
                }
                for (var batch : batches(messages)) {
                    var made = events.get();
                    Thread.ofVirtual().name(settings.functionName()).start(() -> run(batch, made));
                    slots--;
                }
            } catch (SdkException e) {
                if (stopping) {
                    return;
                }
                pause = wait(SqsFailures.categorize(e, "receiving for " + settings.functionName()), pause);
            } catch (InterruptedException _) {
                return;
            } finally {
                free.release(slots);
            }
        }
    }

    /** One slot at least, waited for; more if they are free. None when a stop came in between. */
    private int takeSlots() throws InterruptedException {
        while (!free.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            if (stopping) {
                return 0;
            }
        }
        int slots = 1;
        while (slots * settings.batchSize() < MOST_MESSAGES && free.tryAcquire()) {
            slots++;
        }
        return slots;
    }

    private List<Message> receive(int slots) {
        return client.receiveMessage(request -> request.queueUrl(settings.queueUrl())
                .maxNumberOfMessages(Math.min(MOST_MESSAGES, slots * settings.batchSize()))
                .waitTimeSeconds((int) settings.pollWait().toSeconds())
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                .messageAttributeNames("All")).messages();
    }

    private List<List<Message>> batches(List<Message> messages) {
        var batches = new ArrayList<List<Message>>();
        for (int from = 0; from < messages.size(); from += settings.batchSize()) {
            batches.add(messages.subList(from, Math.min(messages.size(), from + settings.batchSize())));
        }
        return batches;
    }

    private void run(List<Message> batch, SqsEvents events) {
        running.incrementAndGet();
        try {
            switch (invoke(batch, events)) {
                case BatchResult.Handled(var handled) -> delete(handled);
                case BatchResult.Failed(var why) ->
                    LOG.warn("{}: a batch of {} failed and will come again: {}", settings.functionName(), batch.size(), why);
            }
        } finally {
            running.decrementAndGet();
            free.release();
        }
    }

    /** A function may throw whatever it likes, errors too: its batch has failed, the event source has not. */
    private BatchResult invoke(List<Message> batch, SqsEvents events) {
        var context = new LocalContext(settings.functionName(), settings.functionTimeout(), () -> stopping);
        try {
            var response = function.handleRequest(events.of(batch), context);
            return context.getRemainingTimeInMillis() > 0 ? BatchResult.of(batch, response)
                    : new BatchResult.Failed("it took longer than " + settings.functionTimeout().toSeconds() + " s");
        } catch (Throwable e) {
            LOG.debug("{} threw", settings.functionName(), e);
            // A foreign exception's message may hold a row's values.
            return new BatchResult.Failed(e.getClass().getName());
        }
    }

    /** A message that cannot be deleted comes again, which every function must bear anyway. */
    private void delete(List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var entries = new ArrayList<DeleteMessageBatchRequestEntry>();
        for (var message : messages) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        try {
            client.deleteMessageBatch(request -> request.queueUrl(settings.queueUrl()).entries(entries));
        } catch (SdkException e) {
            LOG.warn("{}: handled messages could not be deleted and will come again: {}", settings.functionName(),
                    SqsFailures.categorize(e, "deleting").getMessage());
        }
    }

    /** Came in with the last poll, when nothing was to be started any more: another may have them at once. */
    private void giveBack(List<Message> messages) {
        for (var message : messages) {
            client.changeMessageVisibility(
                    request -> request.queueUrl(settings.queueUrl()).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
        }
    }

    private String queueArn() {
        return client.getQueueAttributes(request -> request.queueUrl(settings.queueUrl()).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    private Duration wait(CategorizedException failure, Duration pause) {
        if (trouble == null) {
            LOG.warn("{}; polling goes on", failure.getMessage());
        }
        trouble = failure;
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            stopping = true;
        }
        var next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
}
