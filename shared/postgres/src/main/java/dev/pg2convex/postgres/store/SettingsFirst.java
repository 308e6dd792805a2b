package dev.pg2convex.postgres.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Sends settings and a transaction's first statement together, which saves a round trip. Where nobody has begun a transaction, Postgres carries out what
 * comes before a Sync as one, so that the settings are that transaction's own and gone with it: no state for a pooler to carry on.
 */
final class SettingsFirst implements StatementBuilder {
    private final StatementBuilder plain;
    private final Settings settings;
    private boolean used;

    /**
     * @param statements how many it is made of, whose results nobody looks at
     * @param alone whether only one statement goes with it
     */
    record Settings(String sql, int statements, boolean alone) {}

    SettingsFirst(StatementBuilder plain, Settings settings) {
        this.plain = plain;
        this.settings = settings;
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        if (!used) {
            used = true;
            var all = plain.create(connection, settings.sql() + "; " + sql, context);
            return (PreparedStatement) Proxy.newProxyInstance(PreparedStatement.class.getClassLoader(),
                    new Class<?>[]{PreparedStatement.class}, (_, method, arguments) -> invoke(all, method, arguments));
        }
        if (settings.alone()) {
            throw new IllegalStateException("more than one statement: that is a transaction");
        }
        return plain.create(connection, sql, context);
    }

    private Object invoke(PreparedStatement all, Method method, Object[] arguments) throws Throwable {
        try {
            var result = method.invoke(all, arguments);
            return switch (method.getName()) {
                case "execute" -> isQuery(all);
                case "addBatch" -> throw new IllegalStateException("a batch cannot come first");
                default -> result;
            };
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private boolean isQuery(PreparedStatement all) throws SQLException {
        for (int n = 1; n < settings.statements(); n++) {
            all.getMoreResults();
        }
        return all.getMoreResults();
    }

    @Override
    public Statement create(Connection connection, StatementContext context) {
        throw new IllegalStateException("a script has no place among these");
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context) {
        throw new IllegalStateException("a call has no place among these");
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        plain.close(connection, sql, statement);
    }
}
