package dev.pg2convex.postgres.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Connections of the shared store whose commit can be stopped, or lose its answer. */
final class GatedDataSource {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Each commit waits for {@link #open}. */
    DataSource stopping() {
        return dataSource(connection -> {
            reached.countDown();
            await(open);
            connection.commit();
        });
    }

    /** Each commit happens and its answer is lost. */
    static DataSource losingAnswers() {
        return dataSource(connection -> {
            connection.commit();
            throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
        });
    }

    void awaitReached() {
        await(reached);
    }

    void open() {
        open.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private interface Commit {
        void of(Connection connection) throws SQLException;
    }

    private static DataSource dataSource(Commit commit) {
        return proxy(DataSource.class, TestStore.shared(), "getConnection", dataSource -> {
            Connection connection = dataSource.getConnection();
            return proxy(Connection.class, connection, "commit", real -> {
                commit.of(real);
                return null;
            });
        });
    }

    private interface Replacement<T> {
        Object on(T real) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T real, String method, Replacement<T> replacement) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, called, arguments) -> {
            if (called.getName().equals(method)) {
                return replacement.on(real);
            }
            try {
                return called.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
