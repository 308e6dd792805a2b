package dev.pg2convex.verifier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.aws.PageBatch;
import java.util.Map;
import java.util.function.Consumer;

/** The verifier's Lambda entry point: compares pages of rows with their documents. */
public final class VerifierHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final PageBatch pages;

    /** What Lambda calls: wired from the environment. */
    public VerifierHandler() {
        this(System.getenv(), System.out::println);
    }

    /**
     * Wired from variables that are given.
     *
     * @param log takes the lines of the metrics
     */
    public VerifierHandler(Map<String, String> environment, Consumer<String> log) {
        this(VerifierWiring.from(environment, log));
    }

    /** With parts made elsewhere: {@link VerifierWiring}. */
    public VerifierHandler(PageBatch pages) {
        this.pages = pages;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return pages.handle(event, context);
    }
}
