package dev.pg2convex.chaos;

import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.embedded.EmbeddedQueue;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.Home;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The servers that these tests share: PostgreSQL, the queue, and a local Convex server with the functions as they are. */
final class Bench implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final EmbeddedDatabase database;
    private final EmbeddedQueue queue;
    private final LocalConvexServer convex;

    private Bench(EmbeddedDatabase database, EmbeddedQueue queue, LocalConvexServer convex) {
        this.database = database;
        this.queue = queue;
        this.convex = convex;
    }

    static Bench start() {
        return start(convexFolder());
    }

    /** @param convexFolder with the scenario's schema */
    static Bench start(Path convexFolder) {
        return new Bench(EmbeddedDatabase.start(), EmbeddedQueue.start(), LocalConvexServer.start(Home.find(), convexFolder));
    }

    static Path convexFolder() {
        return Home.find().resolve("chaos/convex");
    }

    EmbeddedDatabase database() {
        return database;
    }

    EmbeddedQueue queue() {
        return queue;
    }

    LocalConvexServer convex() {
        return convex;
    }

    /** A new source, new queues, and the deployment emptied. */
    Trial trial(long seed) throws Exception {
        return Trial.prepare(this, "chaos_" + MADE.incrementAndGet(), seed);
    }

    @Override
    public void close() {
        convex.close();
        queue.close();
        database.close();
    }
}
