package dev.pg2convex.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pg2convex.embedded.EmbeddedDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An empty database for each test class, in one PostgreSQL server for the whole JVM.
 *
 * <pre>{@code @RegisterExtension static final Databases DATABASES = new Databases();}</pre>
 */
public final class Databases implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final int CONNECTIONS = 8;

    private EmbeddedDatabase server;
    private String database;
    private HikariDataSource pool;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = Shared.server(context, EmbeddedDatabase.class, EmbeddedDatabase::start);
        database = create();
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pool.close();
    }

    /** The class's database, in libpq form. */
    public String url() {
        return server.url(database);
    }

    /** The class's database, in JDBC form. */
    public String jdbcUrl() {
        return server.jdbcUrl(database);
    }

    /** Connections to the class's database. */
    public DataSource dataSource() {
        return pool;
    }

    /** Makes one more empty database and returns its name. */
    public String create() {
        var name = "test_" + MADE.incrementAndGet();
        server.createDatabase(name);
        return name;
    }

    /** The server itself, for the URL of another database. */
    public EmbeddedDatabase server() {
        return server;
    }
}
