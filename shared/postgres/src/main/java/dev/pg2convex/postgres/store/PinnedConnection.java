package dev.pg2convex.postgres.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/**
 * A connection lent to a library that would open and end transactions of its own: all that it does happens in the lender's transaction, which the
 * lender ends.
 */
final class PinnedConnection implements InvocationHandler {
    private final Connection connection;

    /** What the borrower believes. */
    private boolean autoCommit = true;
    private boolean rolledBack;

    PinnedConnection(Connection connection) {
        this.connection = connection;
    }

    Connection lend() {
        return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[]{Connection.class}, this);
    }

    /** The borrower asked for a rollback: the lender must not commit. */
    boolean rolledBack() {
        return rolledBack;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "commit", "close" -> {
                return null;
            }
            case "rollback" -> {
                rolledBack = true;
                return null;
            }
            case "setAutoCommit" -> {
                autoCommit = (boolean) arguments[0];
                return null;
            }
            case "getAutoCommit" -> {
                return autoCommit;
            }
            default -> {
                try {
                    return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
    }
}
