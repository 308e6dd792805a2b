package dev.pg2convex.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariDataSource;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.embedded.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The password is replaced while a pool has the old one. */
class RotatedLoginTest {
    private static EmbeddedDatabase server;

    private final AtomicInteger looks = new AtomicInteger();
    private volatile String kept = "one";
    private HikariDataSource pool;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedDatabase.start();
        sql("CREATE ROLE app LOGIN");
        try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                var rows = connection.createStatement().executeQuery("SHOW hba_file")) {
            rows.next();
            var rules = Path.of(rows.getString(1));
            Files.writeString(rules, "host all app 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        }
        sql("SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException {
        sql("ALTER ROLE app PASSWORD 'one'");
        pool = Postgres.dataSource(url("one"), 2, "test", () -> {
            looks.incrementAndGet();
            return url(kept);
        });
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void getConnection_passwordRotated_connectsWithTheNewOneFromThenOn() throws SQLException {
        try (var _ = pool.getConnection()) {
            sql("ALTER ROLE app PASSWORD 'two'");
            kept = "two";
            try (var second = pool.getConnection()) {
                assertEquals("app", second.getMetaData().getUserName());
            }
        }
        assertEquals(1, looks.get());
    }

    @Test
    void getConnection_refusedAndNotReplaced_isTheRefusal() throws SQLException {
        sql("ALTER ROLE app PASSWORD 'two'");

        assertEquals("database_login", assertThrows(CategorizedException.class, () -> pool.getConnection()).code());
        kept = "two";
        try (var connection = pool.getConnection()) {
            assertEquals("app", connection.getMetaData().getUserName());
        }
    }

    private static PostgresUrl url(String password) {
        return PostgresUrl.parse(server.url("postgres").replace("postgres@", "app:" + password + "@"));
    }

    private static void sql(String text) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres")); var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
