package dev.pg2convex.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** As many {@link Site}s as are in use at a time. */
final class Sites implements AutoCloseable {
    private final Queue<Site> free = new ConcurrentLinkedQueue<>();

    /** A site that is nobody else's until it is closed. */
    record Lent(Site site, Queue<Site> home) implements AutoCloseable {
        @Override
        public void close() {
            home.add(site);
        }
    }

    Lent lend() {
        var idle = free.poll();
        return new Lent(idle == null ? start() : idle, free);
    }

    private static Site start() {
        try {
            return new Site();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        for (var site : free) {
            site.close();
        }
    }
}
