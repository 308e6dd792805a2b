package dev.pg2convex.local.engine;

import dev.pg2convex.aws.DeadLetters;
import dev.pg2convex.aws.SqsMessageSender;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.local.control.RunDrive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Runs that an engine of this process drives: who follows one sends its heartbeats and its ticks. The engine and the queues stay open. */
public final class EngineDrive implements RunDrive {
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(400);

    private final Engine engine;
    private final Queues queues;
    private final MessageSender sender;
    private Optional<Long> beat = Optional.empty();
    private long tick = System.nanoTime();

    public EngineDrive(Engine engine, Queues queues) {
        this.engine = engine;
        this.queues = queues;
        this.sender = new SqsMessageSender(queues.client(), queues.urls());
    }

    @Override
    public Reply execute(Command command) {
        return engine.execute(command);
    }

    @Override
    public Map<QueueName, Integer> deadLetters() {
        return new DeadLetters(queues.client(), queues.urls()).counts();
    }

    @Override
    public boolean outlivesUs() {
        return false;
    }

    @Override
    public void keepOn(UUID runId) {
        if (beat.isEmpty() || passed(beat.get(), BEAT)) {
            engine.ports().runs().heartbeat(runId, engine.driver());
            beat = Optional.of(System.nanoTime());
        }
        if (passed(tick, TICK)) {
            sender.send(QueueName.CONTROL, List.of(Message.Tick.of(runId)), Duration.ZERO);
            tick = System.nanoTime();
        }
    }

    @Override
    public Duration look() {
        return LOOK;
    }

    @Override
    public void close() {
        // Nothing of it is its own.
    }

    private static boolean passed(long since, Duration time) {
        return System.nanoTime() - since >= time.toNanos();
    }
}
