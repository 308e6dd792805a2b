package dev.pg2convex.local.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pg2convex.aws.CommandCodec;
import dev.pg2convex.aws.ReplyCodec;
import dev.pg2convex.coordinator.CoordinatorHandler;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.local.queue.LocalContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Invokes a coordinator of this process, as {@code aws lambda invoke} would. */
public final class CoordinatorCall {
    private final CoordinatorHandler coordinator;
    private final Duration timeout;

    public CoordinatorCall(CoordinatorHandler coordinator, Duration timeout) {
        this.coordinator = coordinator;
        this.timeout = timeout;
    }

    public Reply execute(Command command) {
        var output = new ByteArrayOutputStream();
        try {
            coordinator.handleRequest(new ByteArrayInputStream(CommandCodec.encode(command).getBytes(UTF_8)), output,
                    new LocalContext("coordinator", timeout));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ReplyCodec.decode(output.toString(UTF_8));
    }
}
