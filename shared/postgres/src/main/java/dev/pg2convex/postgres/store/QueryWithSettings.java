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
 * Sends one query and the settings that it needs together. Postgres carries out what comes before a Sync as one transaction, also where nobody has begun
 * one, so that the settings are that transaction's own and gone with it: no state for a pooler to carry on.
 */
final class QueryWithSettings implements StatementBuilder {
    private final StatementBuilder plain;
    private final String settings;
    private boolean used;

    /** @param settings a query of one row, which is not looked at */
    QueryWithSettings(StatementBuilder plain, String settings) {
        this.plain = plain;
        this.settings = settings;
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        if (used) {
            throw new IllegalStateException("more than one statement: that is a transaction");
        }
        used = true;
        var both = plain.create(connection, settings + "; " + sql, context);
        return (PreparedStatement) Proxy.newProxyInstance(PreparedStatement.class.getClassLoader(), new Class<?>[]{PreparedStatement.class},
                (_, method, arguments) -> invoke(both, method, arguments));
    }

    private static Object invoke(PreparedStatement both, Method method, Object[] arguments) throws Throwable {
        try {
            var result = method.invoke(both, arguments);
            // The settings' own result comes first.
            return method.getName().equals("execute") ? both.getMoreResults() : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Statement create(Connection connection, StatementContext context) {
        throw new IllegalStateException("not a query");
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context) {
        throw new IllegalStateException("not a query");
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        plain.close(connection, sql, statement);
    }
}
