package dev.pg2convex.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes the first connection in the caller's thread. A pool connects in the background and tries again until its time-out; a wrong password
 * would be reported half a minute late.
 */
final class FirstConnection implements DataSource {
    private final DataSource driver;
    private final Login login;
    private final AtomicReference<Connection> first = new AtomicReference<>();
    private volatile boolean connected;

    FirstConnection(PGSimpleDataSource driver, Login login) {
        this.driver = driver;
        this.login = login;
    }

    /** @throws SQLException at once, until one connection has been made */
    void ensure() throws SQLException {
        if (connected) {
            return;
        }
        synchronized (this) {
            if (!connected) {
                first.set(login.connect());
                connected = true;
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection made = first.getAndSet(null);
        return made != null ? made : login.connect();
    }

    /** Closes the first connection where nobody came for it. */
    void discard() {
        Connection unused = first.getAndSet(null);
        if (unused != null) {
            try {
                unused.close();
            } catch (SQLException _) {
                // Nothing was done on it.
            }
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return driver.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        driver.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The pool would set its own, which is longer.
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return driver.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return driver.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return driver.isWrapperFor(type);
    }
}
