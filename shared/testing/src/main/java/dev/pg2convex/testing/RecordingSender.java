package dev.pg2convex.testing;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is sent instead of sending it. */
public final class RecordingSender implements MessageSender {
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    @Override
    public void send(QueueName queue, List<? extends Message> messages, Duration delay) {
        messages.forEach(message -> sent.add(new Sent(queue, message, delay)));
    }

    /** Everything so far, in order. */
    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Everything so far; forgets it. */
    public List<Sent> drain() {
        var drained = sent();
        sent.removeAll(drained);
        return drained;
    }

    /** One message as it was sent. */
    public record Sent(QueueName queue, Message message, Duration delay) {
        public Sent {
            requireNonNull(queue);
            requireNonNull(message);
            requireNonNull(delay);
        }
    }
}
