package dev.pg2convex.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.protocol.PageOutcome;
import dev.pg2convex.core.protocol.PageRunner;
import java.time.Duration;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Page messages from SQS to the page runner, and its outcomes back to SQS. One message's failure never sinks its batch. */
public final class PageBatch {
    private static final Logger LOG = LoggerFactory.getLogger(PageBatch.class);

    private final QueueName queue;
    private final PageRunner runner;
    private final Redelivery redelivery;
    private final int maxReceives;
    private final Metrics metrics;

    /**
     * @param queue where the pages come from, and go back to when they must wait
     * @param maxReceives of the queue's redrive policy: the attempt that uses up the last one marks the page failed
     */
    public PageBatch(QueueName queue, PageRunner runner, Redelivery redelivery, int maxReceives, Metrics metrics) {
        this.queue = queue;
        this.runner = runner;
        this.redelivery = redelivery;
        this.maxReceives = maxReceives;
        this.metrics = metrics;
    }

    public SQSBatchResponse handle(SQSEvent event, Context context) {
        LogContext.invocation(context);
        Deadline deadline = () -> Duration.ofMillis(context.getRemainingTimeInMillis());
        var failures = new ArrayList<BatchItemFailure>();
        try (var line = metrics.line()) {
            for (var message : event.getRecords()) {
                if (!served(message, deadline, line)) {
                    failures.add(new BatchItemFailure(message.getMessageId()));
                    redelivery.backoff(queue, message);
                }
                LogContext.messageEnded();
            }
        }
        return new SQSBatchResponse(failures);
    }

    private boolean served(SQSMessage message, Deadline deadline, Metrics.Line line) {
        Message.PageMessage page;
        try {
            page = decode(message);
        } catch (MalformedMessageException e) {
            LOG.error(
                    "message {} on queue {} is not a page: {}; after {} receives it is in the dead-letter queue: look who sends such messages, and purge it there",
                    message.getMessageId(), queue, e.getMessage(), maxReceives);
            return false;
        }
        LogContext.page(page);
        try {
            long began = System.nanoTime();
            var outcome = runner.run(page.runId(), page.pageId(), deadline);
            line.observe(Metric.PAGE_DURATION, (System.nanoTime() - began) / 1_000_000);
            return served(message, page, outcome, line);
        } catch (CategorizedException e) {
            // The queue or the store would not take what was to become of the page: the message comes back by itself.
            LOG.warn("page {} of run {} comes again: {} ({})", page.pageId(), page.runId(), e.getMessage(), e.code());
            return false;
        } catch (RuntimeException e) {
            // One message's failure never sinks its batch; a foreign exception's message may hold a row's values.
            LOG.error("page {} of run {} comes again: {}", page.pageId(), page.runId(), e.getClass().getName());
            return false;
        }
    }

    private boolean served(SQSMessage message, Message.PageMessage page, PageOutcome outcome, Metrics.Line line) {
        return switch (outcome) {
            case PageOutcome.Served served -> {
                LOG.debug("page {} of run {}: {}", page.pageId(), page.runId(), served.how());
                if (served.isDone() && metrics.isOn()) {
                    tally(page, line);
                }
                yield true;
            }
            case PageOutcome.Waiting waiting -> {
                LOG.info("page {} of run {} waits {} s: {}", page.pageId(), page.runId(), waiting.delay().toSeconds(), waiting.why());
                redelivery.again(queue, message, waiting.delay());
                yield true;
            }
            case PageOutcome.Stopped stopped -> {
                LOG.error("run {} is paused: {}; mend it, then go on with the command resume", page.runId(), stopped.reason().getMessage());
                yield true;
            }
            case PageOutcome.Failed failed -> {
                int receives = Redelivery.receives(message);
                LOG.warn("page {} of run {} failed at attempt {} of {}: {}", page.pageId(), page.runId(), receives, maxReceives,
                        failed.why());
                LOG.debug("the failure of page {}", page.pageId(), failed.reason());
                if (receives >= maxReceives && failed.lease().isPresent()) {
                    LOG.error("page {} of run {} failed at every attempt and holds the run back: mend why, then send it again with redrive",
                            page.pageId(), page.runId());
                    runner.giveUp(failed);
                    line.count(Metric.PAGES_FAILED, 1);
                }
                yield false;
            }
        };
    }

    /** The page is done, whatever becomes of its numbers. */
    private void tally(Message.PageMessage page, Metrics.Line line) {
        line.count(Metric.PAGES_DONE, 1);
        try {
            var tally = runner.tally(page.pageId());
            if (queue == QueueName.VERIFY) {
                line.count(Metric.FINDINGS, tally.findings());
            } else {
                line.count(Metric.ROWS_READ, tally.read());
                line.count(Metric.ROWS_WRITTEN, tally.written());
                line.count(Metric.ROWS_REJECTED, tally.rejected());
            }
        } catch (CategorizedException e) {
            LOG.info("page {} is done; its rows are not in the metrics: {} ({})", page.pageId(), e.getMessage(), e.code());
        }
    }

    private static Message.PageMessage decode(SQSMessage message) {
        return switch (MessageCodec.decode(message.getBody())) {
            case Message.PageMessage page -> page;
            case Message.Advance _, Message.PlanStage _, Message.Tick _ -> throw new MalformedMessageException("$.type", "expected a page");
        };
    }
}
