package dev.pg2convex.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PostgresTest {
    private static EmbeddedDatabase server;
    private static String place;

    @BeforeAll
    static void start() throws SQLException {
        server = EmbeddedDatabase.start();
        place = server.url("postgres").replaceFirst(".*@", "");
        try (var pool = Postgres.dataSource(PostgresUrl.parse(server.url("postgres")), 1, "setup");
                var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE barred NOLOGIN");
            statement.execute("CREATE ROLE few LOGIN CONNECTION LIMIT 0");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static CategorizedException failure(String url) {
        Instant start = Instant.now();
        try (var pool = Postgres.dataSource(PostgresUrl.parse(url), 2, "test")) {
            var e = assertThrows(CategorizedException.class, pool::getConnection);
            assertTrue(Duration.between(start, Instant.now()).compareTo(Duration.ofSeconds(10)) < 0, "at once, not at the pool's time-out");
            return e;
        }
    }

    private static void assertFailure(Failure failure, String code, String message, CategorizedException e) {
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
        assertEquals(failure, e.failure());
    }

    @Test
    void dataSource_urlOfBothForms_connects() throws SQLException {
        for (String url : new String[]{server.url("postgres"), server.jdbcUrl("postgres"),
                server.url("postgres") + "?sslmode=prefer&pgbouncer=true"}) {
            try (var pool = Postgres.dataSource(PostgresUrl.parse(url), 2, "the test");
                    var connection = pool.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT current_setting('application_name')")) {
                assertTrue(rows.next());
                assertEquals("the test", rows.getString(1));
            }
        }
    }

    @Test
    void dataSource_connectionLimit_boundsThePool() {
        try (var pool = Postgres.dataSource(PostgresUrl.parse(server.url("postgres") + "?connection_limit=1"), 8, "test")) {
            assertEquals(1, pool.getMaximumPoolSize());
        }
    }

    @Test
    void getConnection_nothingListens_isUnreachable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertFailure(Failure.UNAVAILABLE, "database_unreachable",
                "the database u@127.0.0.1:" + port
                        + "/d cannot be reached: connection refused; check host and port in the URL, and that the server runs",
                failure("postgresql://u:secret@127.0.0.1:" + port + "/d"));
    }

    @Test
    void getConnection_noSuchHost_isUnreachable() {
        assertFailure(Failure.UNAVAILABLE, "database_unreachable",
                "the database u@no-such-host.invalid:5432/d cannot be reached: no host of that name; "
                        + "check the host in the URL, and your network",
                failure("postgresql://u:secret@no-such-host.invalid/d"));
    }

    @Test
    void getConnection_serverIsSilent_isUnreachable() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var e = failure("postgresql://u:secret@127.0.0.1:" + socket.getLocalPort() + "/d?connect_timeout=1&socket_timeout=1");
            assertEquals("database_unreachable", e.code());
            assertEquals(Failure.UNAVAILABLE, e.failure());
        }
    }

    /** As the proxies before databases that sleep do: they take the connection, and answer when the database is there. */
    @Test
    void getConnection_databaseTakesFiveSecondsToWake_isWaitedFor() throws Exception {
        int port = Integer.parseInt(place.replaceFirst(".*:", "").replaceFirst("/.*", ""));
        try (var sleeping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var client = sleeping.accept(); var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    Thread.sleep(Duration.ofSeconds(6));
                    var back = Thread.ofVirtual().start(() -> pump(server, client));
                    pump(client, server);
                    back.join();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            var url = "postgresql://postgres@127.0.0.1:" + sleeping.getLocalPort() + "/postgres";
            try (var pool = Postgres.dataSource(PostgresUrl.parse(url), 1, "test"); var connection = pool.getConnection()) {
                assertTrue(connection.isValid(5));
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // The other side has hung up.
        }
    }

    @Test
    void getConnection_noSuchDatabase_isConfiguration() {
        assertFailure(Failure.CONFIGURATION, "database_missing", "the database postgres@" + place.replace("/postgres", "/nope")
                + " does not exist on that server; check the name at the end of the URL", failure(server.url("nope")));
    }

    @Test
    void getConnection_noSuchRole_isConfiguration() {
        assertFailure(Failure.CONFIGURATION, "database_login",
                "the database nobody@" + place
                        + " refuses the login: role \"nobody\" does not exist; check user and password in the URL, and sslmode",
                failure("postgresql://nobody:secret@" + place));
        assertFailure(Failure.CONFIGURATION, "database_login",
                "the database barred@" + place
                        + " refuses the login: role \"barred\" is not permitted to log in; check user and password in the URL, and sslmode",
                failure("postgresql://barred:secret@" + place));
    }

    @Test
    void getConnection_noConnectionLeft_isThrottled() {
        assertFailure(Failure.THROTTLED, "database_connections",
                "the database few@" + place + " has no connection left (SQLSTATE 53300); use the pooled URL, or lower connection_limit",
                failure("postgresql://few@" + place));
    }

    @Test
    void getConnection_tlsWhereThereIsNone_saysSo() {
        assertFailure(Failure.CONFIGURATION, "database_login",
                "the database postgres@" + place + " refuses the connection (SQLSTATE 08004); "
                        + "check sslmode (the server may have no TLS), and that the URL has a password",
                failure(server.url("postgres") + "?sslmode=require"));
    }
}
