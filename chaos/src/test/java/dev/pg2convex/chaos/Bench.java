package dev.pg2convex.chaos;

import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.embedded.EmbeddedQueue;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.Home;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The servers that these tests share: PostgreSQL, the queue, and a local Convex server for each trial that goes on. */
final class Bench implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final EmbeddedDatabase database;
    private final EmbeddedQueue queue;
    private final Path convexFolder;
    private final Queue<LocalConvexServer> free = new ConcurrentLinkedQueue<>();

    private Bench(EmbeddedDatabase database, EmbeddedQueue queue, Path convexFolder) {
        this.database = database;
        this.queue = queue;
        this.convexFolder = convexFolder;
    }

    static Bench start() {
        return start(convexFolder());
    }

    /** @param convexFolder with the scenario's schema */
    static Bench start(Path convexFolder) {
        return new Bench(EmbeddedDatabase.start(), EmbeddedQueue.start(), convexFolder);
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

    /** A new source, new queues, and a deployment that no other trial has, emptied. */
    Trial trial(long seed) throws Exception {
        var idle = free.poll();
        var convex = idle == null ? LocalConvexServer.start(Home.find(), convexFolder) : idle;
        try {
            return Trial.prepare(this, convex, "chaos_" + MADE.incrementAndGet(), seed);
        } catch (Exception e) {
            free.add(convex);
            throw e;
        }
    }

    /** The trial is over. */
    void release(LocalConvexServer convex) {
        free.add(convex);
    }

    @Override
    public void close() {
        free.forEach(LocalConvexServer::close);
        queue.close();
        database.close();
    }
}
