package dev.pg2convex.postgres.source;

import com.zaxxer.hikari.HikariDataSource;
import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.postgres.Postgres;
import dev.pg2convex.postgres.PostgresUrl;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of its own for a test class, in one server for all of them. */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private final String[] setup;
    private PostgresUrl url;
    private HikariDataSource pool;

    /** @param setup SQL that is run once */
    public TestDatabase(String... setup) {
        this.setup = setup.clone();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var server = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent("source server", _ -> EmbeddedDatabase.start(), EmbeddedDatabase.class);
        String name = context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
        server.createDatabase(name);
        url = PostgresUrl.parse(server.url(name));
        pool = Postgres.dataSource(url, 2, "test");
        execute(setup);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pool.close();
    }

    PostgresUrl url() {
        return url;
    }

    HikariDataSource pool() {
        return pool;
    }

    PostgresReader reader() {
        return new PostgresReader(pool);
    }

    PostgresCatalog catalog() {
        return new PostgresCatalog(pool, url);
    }

    /** Plans of this database's tables. */
    TestPlan plan(String table) {
        return new TestPlan(catalog(), table);
    }

    void execute(String... statements) {
        try (var connection = pool.getConnection(); var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column. */
    List<String> query(String sql) {
        try (var connection = pool.getConnection(); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
