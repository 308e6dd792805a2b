package dev.pg2convex.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.aws.PageBatch;

/** The worker's Lambda entry point: moves pages of rows. */
public final class WorkerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final PageBatch pages;

    /** What Lambda calls: wired from the environment. */
    public WorkerHandler() {
        this(WorkerWiring.fromEnvironment());
    }

    /** With parts made elsewhere: {@link WorkerWiring}. */
    public WorkerHandler(PageBatch pages) {
        this.pages = pages;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return pages.handle(event, context);
    }
}
