package dev.pg2convex.postgres.store;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the store's schema or brings it up to date: for the command line and the coordinator. The only class that needs Flyway.
 *
 * <p>Everything happens in one transaction under a transactional advisory lock, so that it is all or nothing, two at once are safe, and nothing of it
 * stays in a session that a transaction pooler gives to somebody else. Left to itself, Flyway would set the session's search path, and the
 * application behind the same pooler would find our tables before its own.
 */
public final class StoreMigrations {
    private static final Logger LOG = LoggerFactory.getLogger(StoreMigrations.class);
    private static final String LOCATION = "classpath:dev/pg2convex/postgres/store";

    /** Whoever migrates at the same time needs seconds. "pg2convx" in ASCII. */
    private static final String LOCK = """
            SELECT set_config('lock_timeout', '60s', true), set_config('statement_timeout', '300s', true);
            SELECT pg_advisory_xact_lock(8099793117617027704)""";

    private StoreMigrations() {}

    /** @throws CategorizedException {@code store_newer} when the schema is of a newer program */
    public static void migrate(DataSource store) {
        transaction(store, connection -> {
            migrate(connection);
            return true;
        });
    }

    /** Drops the store's schema where no mapping has anything in it. False when one has; true when there is none. */
    public static boolean dropIfEmpty(DataSource store) {
        return transaction(store, connection -> {
            execute(connection, LOCK);
            if (schemaExists(connection) && !isEmpty(connection)) {
                return false;
            }
            execute(connection, "DROP SCHEMA IF EXISTS " + StoreVersion.SCHEMA + " CASCADE");
            connection.commit();
            return true;
        });
    }

    /** What is done under the lock, and commits for itself. */
    @FunctionalInterface
    private interface Work {
        boolean on(Connection connection) throws SQLException;
    }

    /** Leaves the connection as it was: what is not committed is undone. */
    private static boolean transaction(DataSource store, Work work) {
        try (var connection = store.getConnection()) {
            connection.setAutoCommit(false);
            boolean done;
            try {
                done = work.on(connection);
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
            connection.rollback();
            connection.setAutoCommit(true);
            return done;
        } catch (SQLException e) {
            throw StoreErrors.of(e);
        }
    }

    /** Nobody can register a mapping file, without which nothing begins, while this is known. */
    private static boolean isEmpty(Connection connection) throws SQLException {
        execute(connection, "LOCK TABLE " + StoreVersion.SCHEMA + ".mapping_version IN ACCESS EXCLUSIVE MODE");
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "SELECT NOT EXISTS (SELECT FROM pg2convex.mapping_version) AND NOT EXISTS (SELECT FROM pg2convex.id_mapping)")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    /** On a connection that is lost this fails too, which must not hide why. */
    private static void undo(Connection connection, Exception why) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static void migrate(Connection connection) throws SQLException {
        execute(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED", LOCK);
        var before = StoreVersion.find(connection);
        StoreVersion.refuseNewer(before);
        if (before.orElse(0) == StoreVersion.CURRENT) {
            return;
        }
        if (!schemaExists(connection)) {
            execute(connection, "CREATE SCHEMA " + StoreVersion.SCHEMA);
        }
        execute(connection, "SET LOCAL search_path TO " + StoreVersion.SCHEMA);
        var pinned = new PinnedConnection(connection);
        flyway(pinned);
        if (pinned.rolledBack()) {
            throw new CategorizedException(Failure.DETERMINISTIC, "store_migration_failed",
                    "the migration store's schema cannot be brought up to date");
        }
        // Flyway sets the role that it found.
        execute(connection, "RESET ROLE");
        connection.commit();
        LOG.info("migration store: schema {} brought to version {}", StoreVersion.SCHEMA, StoreVersion.CURRENT);
    }

    private static void flyway(PinnedConnection connection) throws SQLException {
        try {
            Flyway.configure(StoreMigrations.class.getClassLoader())
                    .dataSource(new PinnedDataSource(connection))
                    .locations(LOCATION)
                    .schemas(StoreVersion.SCHEMA)
                    .defaultSchema(StoreVersion.SCHEMA)
                    .table(StoreVersion.HISTORY)
                    .createSchemas(false)
                    .loggers(QuietLogs.class.getName())
                    .baselineOnMigrate(false)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql) {
                    throw sql;
                }
            }
            throw new CategorizedException(Failure.DETERMINISTIC, "store_migration_failed",
                    "the migration store's schema cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    private static boolean schemaExists(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT to_regnamespace('" + StoreVersion.SCHEMA + "') IS NOT NULL")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Flyway's log. Public, for Flyway makes it by its name, as it forgets one that it is given. */
    public static final class QuietLogs implements LogCreator {
        @Override
        public Log createLogger(Class<?> type) {
            return new QuietLog();
        }
    }

    /** Flyway tells of every step; what matters comes as an exception. */
    private static final class QuietLog implements Log {
        @Override
        public void debug(String message) {
            LOG.trace(message);
        }

        @Override
        public void info(String message) {
            LOG.debug(message);
        }

        @Override
        public void warn(String message) {
            LOG.debug(message);
        }

        @Override
        public void error(String message) {
            LOG.debug(message);
        }

        @Override
        public void error(String message, Exception e) {
            LOG.debug(message, e);
        }

        @Override
        public void notice(String message) {
            LOG.debug(message);
        }
    }
}
