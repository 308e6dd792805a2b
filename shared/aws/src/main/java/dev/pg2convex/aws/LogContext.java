package dev.pg2convex.aws;

import com.amazonaws.services.lambda.runtime.Context;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.protocol.PageWork;
import org.slf4j.MDC;

/** What each line of a function's log says of what it is about: request ID, run, page and table. */
public final class LogContext {
    private static final String REQUEST = "requestId";
    private static final String RUN = "run";
    private static final String PAGE = "page";
    private static final String TABLE = "table";

    private LogContext() {}

    /** From now on, on this thread, until the next invocation. */
    public static void invocation(Context context) {
        MDC.clear();
        put(REQUEST, context.getAwsRequestId());
    }

    static void page(Message.PageMessage page) {
        put(RUN, page.runId().toString());
        put(PAGE, Long.toString(page.pageId()));
    }

    /** A message of the control queue, of the run that it names. */
    public static void control(Message message) {
        switch (message) {
            case Message.Advance advance -> put(RUN, advance.runId().toString());
            case Message.PlanStage plan -> put(RUN, plan.runId().toString());
            case Message.Tick tick -> tick.run().ifPresent(run -> put(RUN, run.toString()));
            case Message.PageMessage page -> page(page);
        }
    }

    /** The message has been dealt with. */
    public static void messageEnded() {
        MDC.remove(RUN);
        MDC.remove(PAGE);
        MDC.remove(TABLE);
    }

    /** Which table a page is of is known when it is leased; what becomes of the page is logged after the work. */
    public static PageWork noting(PageWork work) {
        return page -> {
            put(TABLE, page.lease().table());
            return work.work(page);
        };
    }

    private static void put(String name, String value) {
        if (value != null) {
            MDC.put(name, value);
        }
    }
}
