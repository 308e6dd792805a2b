package dev.pg2convex.chaos;

import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends, and can send everything so far again, the newest first. */
final class RememberingSender implements MessageSender {
    private final MessageSender sender;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    private record Sent(QueueName queue, List<Message> messages) {}

    RememberingSender(MessageSender sender) {
        this.sender = sender;
    }

    @Override
    public void send(QueueName queue, List<? extends Message> messages, Duration delay) {
        sender.send(queue, messages, delay);
        sent.add(new Sent(queue, List.copyOf(messages)));
    }

    void again() {
        for (var one : sent.reversed()) {
            sender.send(one.queue(), one.messages().reversed(), Duration.ZERO);
        }
    }
}
