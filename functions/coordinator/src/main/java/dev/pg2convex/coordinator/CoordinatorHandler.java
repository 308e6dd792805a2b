package dev.pg2convex.coordinator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.aws.CommandRequest;
import dev.pg2convex.aws.Invocation;
import dev.pg2convex.aws.InvocationCodec;
import dev.pg2convex.aws.LogContext;
import dev.pg2convex.aws.MalformedMessageException;
import dev.pg2convex.aws.Metrics;
import dev.pg2convex.aws.Redelivery;
import dev.pg2convex.aws.ReplyCodec;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.TickSwitch;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.runtime.LambdaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The coordinator's Lambda entry point: direct invocations, events, schedules, and batches of the control queue. */
public final class CoordinatorHandler implements RequestStreamHandler {
    private final Coordinator coordinator;
    private final ControlBatch control;

    /** What Lambda calls: wired from the environment. */
    public CoordinatorHandler() {
        this(System.getenv(), System.out::println);
    }

    /**
     * Wired from variables that are given.
     *
     * @param log takes the lines of the metrics
     */
    public CoordinatorHandler(Map<String, String> environment, Consumer<String> log) {
        this(CoordinatorWiring.from(environment, log), environment);
    }

    private CoordinatorHandler(LambdaRuntime runtime, Map<String, String> environment) {
        this(runtime.assembly().ports(), new RunContexts(runtime.assembly().ports()), runtime.redelivery(),
                CoordinatorWiring.driver(runtime.config()), CoordinatorWiring.tickSwitch(runtime.config(), environment), runtime.metrics());
    }

    /**
     * With parts made elsewhere.
     *
     * @param contexts of the runs, those that the process has
     * @param driver who drives the runs
     */
    public CoordinatorHandler(Ports ports, RunContexts contexts, Redelivery redelivery, Driver driver, TickSwitch tickSwitch,
            Metrics metrics) {
        this.coordinator = new Coordinator(ports, contexts, UUID::randomUUID, driver, tickSwitch, metrics);
        this.control = new ControlBatch(coordinator, redelivery);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        LogContext.invocation(context);
        output.write(answer(new String(input.readAllBytes(), UTF_8), context).getBytes(UTF_8));
    }

    /** A batch of the control queue. */
    public SQSBatchResponse handleBatch(SQSEvent event, Context context) {
        LogContext.invocation(context);
        return control.handle(event, deadline(context));
    }

    private String answer(String input, Context context) {
        try {
            return switch (InvocationCodec.decode(input)) {
                case Invocation.Batch batch -> InvocationCodec.encode(handleBatch(batch.event(), context));
                case Invocation.Requested(CommandRequest request) -> ReplyCodec.encode(coordinator.execute(request.command(),
                        // An asynchronous invocation that fails is repeated by Lambda under the same identifier.
                        request.requestId().or(() -> Optional.of(context.getAwsRequestId())), deadline(context)));
            };
        } catch (MalformedMessageException e) {
            return ReplyCodec.encode(new Reply.Refused("malformed_command", e.getMessage()));
        } catch (MappingException e) {
            return ReplyCodec.encode(new Reply.Refused("mapping_invalid", e.getMessage()));
        } catch (CategorizedException e) {
            if (e.failure() != Failure.CONFIGURATION) {
                // Not the caller's fault, and worth another try: an error of the function, not an answer.
                throw e;
            }
            return ReplyCodec.encode(new Reply.Refused(e.code(), e.getMessage()));
        }
    }

    private static Deadline deadline(Context context) {
        return () -> Duration.ofMillis(context.getRemainingTimeInMillis());
    }
}
