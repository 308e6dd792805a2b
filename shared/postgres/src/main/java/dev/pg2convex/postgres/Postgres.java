package dev.pg2convex.postgres;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens databases. */
public final class Postgres {
    /** A database that sleeps when idle takes about 5 s to wake. */
    private static final int CONNECT_SECONDS = 15;
    /** A silent server is given up after this; whole-table reads set a longer time for themselves. */
    private static final int SOCKET_SECONDS = 120;
    /** Idle connections are given back: a pooler counts them, and a database that sleeps when idle could not. */
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration KEEPALIVE = Duration.ofSeconds(30);
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private Postgres() {}

    /**
     * A pool that connects when it is first asked for a connection, and works through a transaction pooler: no named statements, nothing set
     * on the session. Its {@code getConnection} throws a {@link dev.pg2convex.core.CategorizedException} ({@code database_unreachable},
     * {@code database_login} and so on).
     *
     * @param maxConnections at most; the URL's {@code connection_limit} may lower it
     * @param applicationName what {@code pg_stat_activity} shows, where the URL names nothing else
     */
    public static HikariDataSource dataSource(PostgresUrl url, int maxConnections, String applicationName) {
        var pool = new CategorizingPool(url.label(), new FirstConnection(driver(url, applicationName)));
        pool.setMaximumPoolSize(Math.min(maxConnections, url.connectionLimit().orElse(maxConnections)));
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(Duration.ofSeconds(loginSeconds(url) + 15L).toMillis());
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setKeepaliveTime(KEEPALIVE.toMillis());
        pool.setMaxLifetime(LIFETIME.toMillis());
        pool.setExceptionOverride(new KeepAfterUnsupported());
        pool.setPoolName(applicationName.replace(' ', '-'));
        return pool;
    }

    /** HikariCP closes a connection when a statement is not supported; in PostgreSQL that only says something of the statement. */
    private static final class KeepAfterUnsupported implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return "0A000".equals(failure.getSQLState()) ? Override.DO_NOT_EVICT : Override.CONTINUE_EVICT;
        }
    }

    private static PGSimpleDataSource driver(PostgresUrl url, String applicationName) {
        var driver = new PGSimpleDataSource();
        driver.setServerNames(url.hosts().stream().map(PostgresUrl.Host::name).toArray(String[]::new));
        driver.setPortNumbers(url.hosts().stream().mapToInt(PostgresUrl.Host::port).toArray());
        driver.setDatabaseName(url.database());
        driver.setUser(url.user());
        driver.setPassword(url.password().orElse(""));
        try {
            // Named statements would outlive the transaction, and with it the server connection that a pooler lends.
            driver.setProperty(PGProperty.PREPARE_THRESHOLD, "0");
            // Below 12 pgjdbc sends SET extra_float_digits and SET application_name after the login; a transaction pooler would leave them
            // on a connection of somebody else. From 12 on application_name goes into the start-up packet, and nothing else that PgBouncer
            // refuses by default.
            driver.setProperty(PGProperty.ASSUME_MIN_SERVER_VERSION, "12");
            driver.setProperty(PGProperty.APPLICATION_NAME, applicationName);
            driver.setProperty(PGProperty.TCP_KEEP_ALIVE, "true");
            driver.setProperty(PGProperty.CONNECT_TIMEOUT, String.valueOf(CONNECT_SECONDS));
            // Within 5 s, by default, a database that sleeps would be asked again, without TLS where sslmode allows that.
            driver.setProperty(PGProperty.SSL_RESPONSE_TIMEOUT, String.valueOf(1_000L * connectSeconds(url)));
            driver.setProperty(PGProperty.SOCKET_TIMEOUT, String.valueOf(SOCKET_SECONDS));
            driver.setProperty(PGProperty.GSS_ENC_MODE, "disable");
            driver.setProperty(PGProperty.SSL_HOSTNAME_VERIFIER, NameCheck.class.getName());
            // The server's DETAIL prints rows.
            driver.setProperty(PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
            for (var setting : url.driverSettings().entrySet()) {
                driver.setProperty(setting.getKey(), setting.getValue());
            }
            driver.setLoginTimeout(loginSeconds(url));
        } catch (SQLException e) {
            throw new IllegalStateException("pgjdbc knows a setting no more", e);
        }
        return driver;
    }

    /** pgjdbc's connect timeout is per host and ends with the TCP handshake; the login's covers all. */
    private static int loginSeconds(PostgresUrl url) {
        return connectSeconds(url) * url.hosts().size() + 5;
    }

    private static int connectSeconds(PostgresUrl url) {
        return Integer.parseInt(url.driverSettings().getOrDefault(PGProperty.CONNECT_TIMEOUT.getName(), String.valueOf(CONNECT_SECONDS)));
    }
}
