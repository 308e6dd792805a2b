package dev.pg2convex.testing;

import dev.pg2convex.embedded.EmbeddedDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An empty database for each test class, in one PostgreSQL server for the whole JVM.
 *
 * <pre>{@code @RegisterExtension static final Databases DATABASES = new Databases();}</pre>
 */
public final class Databases implements BeforeAllCallback {
    private static final AtomicInteger MADE = new AtomicInteger();

    private EmbeddedDatabase server;
    private String database;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = Shared.server(context, EmbeddedDatabase.class, EmbeddedDatabase::start);
        database = create();
    }

    /** The class's database, in libpq form. */
    public String url() {
        return server.url(database);
    }

    /** The class's database, in JDBC form. */
    public String jdbcUrl() {
        return server.jdbcUrl(database);
    }

    /** The class's database. Each connection is a new one. */
    public DataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl());
        return dataSource;
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
