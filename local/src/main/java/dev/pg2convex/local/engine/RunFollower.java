package dev.pg2convex.local.engine;

import dev.pg2convex.aws.SqsMessageSender;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Stays with a run until it ends, is paused, or this process is asked to stop: its heartbeat, its tick, its progress. */
public final class RunFollower {
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Engine engine;
    private final MessageSender sender;
    private final BooleanSupplier stopping;

    public RunFollower(Engine engine, Queues queues, BooleanSupplier stopping) {
        this.engine = engine;
        this.sender = new SqsMessageSender(queues.client(), queues.urls());
        this.stopping = stopping;
    }

    /** @return where the run stands when this is over; its state tells why */
    public RunProgress follow(UUID runId, Consumer<RunProgress> each) throws InterruptedException {
        long beat = 0;
        long tick = System.nanoTime();
        while (true) {
            try {
                if (beat == 0 || passed(beat, BEAT)) {
                    engine.ports().runs().heartbeat(runId, engine.driver());
                    beat = System.nanoTime();
                }
                if (passed(tick, TICK)) {
                    sender.send(QueueName.CONTROL, List.of(Message.Tick.of(runId)), Duration.ZERO);
                    tick = System.nanoTime();
                }
                var progress = engine.ports().runs().progress(runId);
                each.accept(progress);
                if (progress.run().state() != Run.State.ACTIVE || stopping.getAsBoolean()) {
                    return progress;
                }
            } catch (CategorizedException e) {
                // The store is away; the run waits for it as long as its workers do.
                if (stopping.getAsBoolean()) {
                    throw e;
                }
            }
            Thread.sleep(LOOK);
        }
    }

    private static boolean passed(long since, Duration time) {
        return System.nanoTime() - since >= time.toNanos();
    }
}
