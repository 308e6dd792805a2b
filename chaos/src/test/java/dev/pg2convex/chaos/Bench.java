package dev.pg2convex.chaos;

import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.embedded.EmbeddedQueue;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.Home;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The servers that these tests share: PostgreSQL, the queue, and a local Convex server for each trial that goes on. See {@link SharedBench}. */
final class Bench implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final EmbeddedQueue queue = EmbeddedQueue.start();
    /** By folder. */
    private final Map<Path, Queue<LocalConvexServer>> free = new ConcurrentHashMap<>();

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
        return trial(seed, convexFolder());
    }

    /** @param folder with the scenario's schema */
    Trial trial(long seed, Path folder) throws Exception {
        var idle = free(folder).poll();
        var convex = idle == null ? LocalConvexServer.start(Home.find(), folder) : idle;
        Runnable release = () -> free(folder).add(convex);
        try {
            return Trial.prepare(this, convex, release, "chaos_" + MADE.incrementAndGet(), seed);
        } catch (Exception e) {
            release.run();
            throw e;
        }
    }

    private Queue<LocalConvexServer> free(Path folder) {
        return free.computeIfAbsent(folder, _ -> new ConcurrentLinkedQueue<>());
    }

    @Override
    public void close() {
        free.values().forEach(servers -> servers.forEach(LocalConvexServer::close));
        queue.close();
        database.close();
    }
}
