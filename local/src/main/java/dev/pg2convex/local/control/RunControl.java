package dev.pg2convex.local.control;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.QueueName;
import java.util.Map;

/** Port: the coordinator of the runs that a command is about, in this process or in a stack, and what stands beside it. */
public interface RunControl extends AutoCloseable {
    /** @throws CategorizedException where no answer was to be had */
    Reply execute(Command command);

    /**
     * Messages in dead-letter queues, by the queue that they came from; nothing of queues that nobody named.
     *
     * @throws CategorizedException where they cannot be counted
     */
    Map<QueueName, Integer> deadLetters();

    @Override
    void close();
}
