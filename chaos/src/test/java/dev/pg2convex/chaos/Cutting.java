package dev.pg2convex.chaos;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;

/** PostgreSQL ends connections of pg2convex, in whatever they are doing, until it is closed. */
final class Cutting implements AutoCloseable {
    private static final int MOST_PAUSE_MILLIS = 700;

    private final Thread thread;
    private volatile boolean stopping;

    private Cutting(String jdbcUrl, long seed) {
        this.thread = Thread.ofVirtual().unstarted(() -> cut(jdbcUrl, new SplittableRandom(seed)));
    }

    static Cutting start(String jdbcUrl, long seed) {
        var cutting = new Cutting(jdbcUrl, seed);
        cutting.thread.start();
        return cutting;
    }

    private void cut(String jdbcUrl, SplittableRandom random) {
        try (var connection = DriverManager.getConnection(jdbcUrl); var statement = connection.prepareStatement("""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name LIKE 'pg2convex%' AND random() < 0.4""")) {
            while (!stopping) {
                Thread.sleep(Duration.ofMillis(random.nextInt(MOST_PAUSE_MILLIS)));
                statement.executeQuery();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot cut connections", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
