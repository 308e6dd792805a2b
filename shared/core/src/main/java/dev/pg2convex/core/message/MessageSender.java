package dev.pg2convex.core.message;

import java.time.Duration;
import java.util.List;

/** Port: puts messages into a queue. A message may be lost, doubled or late: the store is the truth. */
public interface MessageSender {
    /** @param delay at most 15 minutes */
    void send(QueueName queue, List<? extends Message> messages, Duration delay);
}
