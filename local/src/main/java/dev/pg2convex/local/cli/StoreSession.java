package dev.pg2convex.local.cli;

import dev.pg2convex.aws.Services;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.postgres.store.StoreMigrations;
import dev.pg2convex.postgres.store.StoreVersion;
import dev.pg2convex.runtime.Assembly;
import java.sql.SQLException;

/** The migration store alone, for commands that look at a run or steer one that another process drives. */
final class StoreSession implements AutoCloseable {
    private static final int CONNECTIONS = 2;

    /** For commands that only look. */
    static final MessageSender NO_MESSAGES = (_, _, _) -> {
        throw new IllegalStateException("a command that only looks sends no messages");
    };

    private final Assembly assembly;

    private StoreSession(Assembly assembly) {
        this.assembly = assembly;
    }

    static StoreSession open(Environment environment) {
        var assembly = Assembly.open(Services.read(environment.variables()), NO_MESSAGES, Tuning.DEFAULT, CONNECTIONS);
        try {
            StoreVersion.check(assembly.store());
            return new StoreSession(assembly);
        } catch (CategorizedException e) {
            assembly.close();
            throw new InputException(e);
        } catch (RuntimeException e) {
            assembly.close();
            throw e;
        }
    }

    /**
     * Whether the store's database answers.
     *
     * @throws CategorizedException when it does not
     */
    static boolean reach(Assembly assembly) {
        try (var connection = assembly.store().getConnection()) {
            return connection.isValid(0);
        } catch (SQLException e) {
            throw new InputException("the migration store cannot be reached: SQLSTATE " + e.getSQLState());
        }
    }

    /** Whether the store has a schema at all. */
    static boolean exists(Environment environment) {
        try (var assembly = Assembly.open(Services.read(environment.variables()), NO_MESSAGES, Tuning.DEFAULT, CONNECTIONS)) {
            return StoreVersion.exists(assembly.store());
        } catch (CategorizedException e) {
            throw new InputException(e);
        }
    }

    /** Drops the schema where no mapping has anything in it; whether it is gone. */
    boolean dropIfEmpty() {
        return StoreMigrations.dropIfEmpty(assembly.store());
    }

    Ports ports() {
        return assembly.ports();
    }

    Run latest(String mapping) {
        return ports().runs().latest(mapping).orElseThrow(() -> neverRun(mapping));
    }

    static InputException neverRun(String mapping) {
        return new InputException("mapping " + mapping + " was never run; start with `pg2convex run`");
    }

    Run unfinished(String mapping) {
        return ports().runs()
                .unfinished(mapping)
                .orElseThrow(() -> new InputException(
                        "mapping " + mapping + " has no run that is active or paused; `pg2convex status` tells of the last one"));
    }

    @Override
    public void close() {
        assembly.close();
    }
}
