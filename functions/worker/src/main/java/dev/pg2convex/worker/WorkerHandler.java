package dev.pg2convex.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.aws.PageBatch;
import java.util.Map;
import java.util.function.Consumer;

/** The worker's Lambda entry point: moves pages of rows. */
public final class WorkerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final PageBatch pages;

    /** What Lambda calls: wired from the environment. */
    public WorkerHandler() {
        this(System.getenv(), System.out::println);
    }

    /**
     * Wired from variables that are given.
     *
     * @param log takes the lines of the metrics
     */
    public WorkerHandler(Map<String, String> environment, Consumer<String> log) {
        this(WorkerWiring.from(environment, log));
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
