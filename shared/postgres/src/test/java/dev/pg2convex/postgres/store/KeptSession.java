package dev.pg2convex.postgres.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One session that is handed out again and again, as a transaction pooler does with its sessions to all its clients. */
final class KeptSession implements AutoCloseable {
    private final Connection connection;

    KeptSession(DataSource database) {
        try {
            this.connection = database.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(DataSource.class.getClassLoader(), new Class<?>[]{DataSource.class},
                (_, _, _) -> lend());
    }

    private Connection lend() {
        return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[]{Connection.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What would be felt by the session's next user: settings, role, locks, prepared statements, an open transaction. */
    String state() {
        String sql = """
                SELECT (SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings
                        WHERE name <> 'transaction_isolation'
                            AND (source = 'session' OR name IN ('search_path', 'lock_timeout', 'statement_timeout', 'synchronous_commit')))
                    || ' role ' || current_setting('role')
                    || ' locks ' || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                    || ' statements ' || (SELECT count(*) FROM pg_prepared_statements)""";
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1) + " autocommit " + connection.getAutoCommit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
