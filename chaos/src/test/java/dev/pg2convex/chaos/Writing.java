package dev.pg2convex.chaos;

import java.sql.SQLException;
import java.time.Duration;

/** The application goes on: a thread that writes into the source until it is stopped. */
final class Writing implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(15);

    private final Thread thread;
    private volatile boolean stopping;
    private volatile Exception failure;

    private Writing(SourceWriter writer) {
        this.thread = Thread.ofPlatform().name("writer").unstarted(() -> write(writer));
    }

    static Writing start(SourceWriter writer) {
        var writing = new Writing(writer);
        writing.thread.start();
        return writing;
    }

    private void write(SourceWriter writer) {
        try {
            while (!stopping) {
                writer.write();
                Thread.sleep(PAUSE);
            }
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the ledger is still. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("the writer itself failed", failure);
        }
    }

    @Override
    public void close() {
        stopping = true;
    }
}
