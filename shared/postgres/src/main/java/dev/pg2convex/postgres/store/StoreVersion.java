package dev.pg2convex.postgres.store;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** The version of the store's schema, checked by whoever may not migrate it. */
public final class StoreVersion {
    /** The newest migration that this program has. */
    static final int CURRENT = 8;

    static final String SCHEMA = "pg2convex";
    static final String HISTORY = "schema_history";

    private StoreVersion() {}

    /** @throws CategorizedException {@code store_missing}, {@code store_outdated} or {@code store_newer}, unless the version is this program's */
    public static void check(DataSource store) {
        try (var connection = store.getConnection()) {
            refuse(find(connection));
        } catch (SQLException e) {
            throw StoreErrors.of(e);
        }
    }

    /** Whether there is a store, of whatever version. */
    public static boolean exists(DataSource store) {
        try (var connection = store.getConnection()) {
            return find(connection).isPresent();
        } catch (SQLException e) {
            throw StoreErrors.of(e);
        }
    }

    private static void refuse(OptionalInt version) {
        if (version.isEmpty()) {
            throw problem("store_missing", "the database has no migration store (schema " + SCHEMA
                    + "): start a run with the command line or the coordinator, which make it, or set PG2CONVEX_STORE_URL to the right database");
        }
        if (version.getAsInt() < CURRENT) {
            throw problem("store_outdated", "the migration store has version " + version.getAsInt() + " and this program needs " + CURRENT
                    + ": run the command line or the coordinator of this version once, which bring it up to date");
        }
        refuseNewer(version);
    }

    static void refuseNewer(OptionalInt version) {
        if (version.orElse(0) > CURRENT) {
            throw problem("store_newer", "the migration store has version " + version.getAsInt() + " and this program only knows " + CURRENT
                    + ": use the newer pg2convex that made it");
        }
    }

    private static CategorizedException problem(String code, String message) {
        return new CategorizedException(Failure.CONFIGURATION, code, message);
    }

    /** Empty when there is no store; 0 when its schema was never brought to a version. */
    static OptionalInt find(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var exists = statement.executeQuery("SELECT to_regclass('" + SCHEMA + "." + HISTORY + "') IS NOT NULL")) {
                exists.next();
                if (!exists.getBoolean(1)) {
                    return OptionalInt.empty();
                }
            }
            try (var version = statement.executeQuery("SELECT coalesce(max(version::integer), 0) FROM " + SCHEMA + "." + HISTORY
                    + " WHERE success AND version ~ '^[0-9]+$'")) {
                version.next();
                return OptionalInt.of(version.getInt(1));
            }
        }
    }
}
