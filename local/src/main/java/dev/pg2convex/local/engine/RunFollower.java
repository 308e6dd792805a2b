package dev.pg2convex.local.engine;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Query;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.local.control.RunDrive;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Stays with a run until it ends, is paused, or this process is asked to stop. */
public final class RunFollower {
    private final RunDrive drive;
    private final BooleanSupplier stopping;
    private final Consumer<String> waiting;

    /** @param waiting is told why nothing is to be learned of the run for a while, once for each reason */
    public RunFollower(RunDrive drive, BooleanSupplier stopping, Consumer<String> waiting) {
        this.drive = drive;
        this.stopping = stopping;
        this.waiting = waiting;
    }

    /** @return where the run stands when this is over; its state tells why */
    public RunProgress follow(String mapping, UUID runId, Consumer<RunProgress> each) throws InterruptedException {
        var told = Optional.<String>empty();
        while (true) {
            try {
                drive.keepOn(runId);
                var progress = progress(mapping, runId);
                each.accept(progress);
                if (progress.run().state() != Run.State.ACTIVE || stopping.getAsBoolean()) {
                    return progress;
                }
            } catch (CategorizedException e) {
                // The store is away, or nobody answers for it; the run waits as its workers do. Only a run that needs us is waited for at any price.
                if (stopping.getAsBoolean() || (drive.outlivesUs() && e.failure() == Failure.CONFIGURATION)) {
                    throw e;
                }
                if (!told.equals(Optional.of(e.getMessage()))) {
                    waiting.accept(e.getMessage());
                    told = Optional.of(e.getMessage());
                }
            }
            Thread.sleep(drive.look());
        }
    }

    private RunProgress progress(String mapping, UUID runId) {
        return switch (drive.execute(new Query.Status(mapping, Optional.of(runId)))) {
            case Reply.Progress progress -> progress.progress();
            case Reply.Refused refused -> throw new CategorizedException(Failure.CONFIGURATION, refused.code(), refused.message());
            case Reply.Registered _, Reply.Accepted _, Reply.Report _, Reply.Rejects _, Reply.Ids _ ->
                throw new IllegalStateException("an answer to another command");
        };
    }
}
