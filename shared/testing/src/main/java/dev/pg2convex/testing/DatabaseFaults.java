package dev.pg2convex.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Provokes errors in a real database, from a connection beside those that are to meet them. */
public final class DatabaseFaults implements AutoCloseable {
    private static final long BETWEEN_LOOKS = 5_000_000;
    private static final String OTHERS = " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final String url;
    private Connection connection;

    /** @param jdbcUrl of a superuser */
    public DatabaseFaults(String jdbcUrl) throws SQLException {
        this.url = jdbcUrl;
        this.connection = DriverManager.getConnection(jdbcUrl);
    }

    /** Keeps everybody else from touching the table until this is closed: for lock timeouts. */
    public AutoCloseable lock(String table) throws SQLException {
        var holder = DriverManager.getConnection(url);
        holder.setAutoCommit(false);
        try (var statement = holder.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return holder;
    }

    /** Waits until another session of this database waits for a lock. */
    public void awaitBlocked() throws SQLException {
        await("SELECT count(*) > 0" + OTHERS + " AND wait_event_type = 'Lock'");
    }

    /** An operator's {@code pg_terminate_backend} of all other sessions, as at a fast shutdown: SQLSTATE 57P01. */
    public void terminateOthers() throws SQLException {
        execute("SELECT pg_terminate_backend(pid)" + OTHERS);
    }

    /** Cancels what all other sessions are doing, as a statement timeout does: SQLSTATE 57014. */
    public void cancelOthers() throws SQLException {
        execute("SELECT pg_cancel_backend(pid)" + OTHERS);
    }

    /** Lets the next writes to a table fail with this SQLSTATE, and those after them succeed. */
    public void failNext(String table, String sqlState, int times) throws SQLException {
        execute("DROP TRIGGER IF EXISTS pg2convex_fault ON " + table);
        execute("DROP SEQUENCE IF EXISTS pg2convex_faults");
        // A sequence counts on when the transaction rolls back.
        execute("CREATE SEQUENCE pg2convex_faults");
        execute("CREATE OR REPLACE FUNCTION pg2convex_fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('public.pg2convex_faults') <= "
                + times + " THEN RAISE EXCEPTION 'provoked' USING ERRCODE = '" + sqlState + "'; END IF; RETURN NULL; END $$");
        execute("CREATE TRIGGER pg2convex_fault AFTER INSERT OR UPDATE OR DELETE ON " + table
                + " FOR EACH STATEMENT EXECUTE FUNCTION pg2convex_fault()");
    }

    /** Kills one of the server's processes: it ends every session, recovers from its log and serves again, as after a failover. */
    public void crashServer() throws SQLException {
        long backend = Long.parseLong(text("SELECT pg_backend_pid()"));
        ProcessHandle.of(backend).ifPresent(ProcessHandle::destroyForcibly);
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            try {
                connection.close();
                connection = DriverManager.getConnection(url);
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        }
    }

    private void await(String condition) throws SQLException {
        while (!text(condition).equals("t")) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    private String text(String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
