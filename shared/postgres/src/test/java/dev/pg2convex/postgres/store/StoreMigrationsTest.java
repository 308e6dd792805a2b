package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class StoreMigrationsTest {
    private static final String SCHEMAS = "SELECT string_agg(nspname, ',' ORDER BY nspname) FROM pg_namespace WHERE nspname !~ '^pg_t'";

    private final DataSource database = TestStore.newDatabase();

    @Test
    void check_emptyDatabase_saysThatTheStoreIsMissing() {
        assertRefused("store_missing", () -> StoreVersion.check(database));
    }

    @Test
    void migrate_emptyDatabase_makesTheVersionThatCheckWants() {
        StoreMigrations.migrate(database);
        assertDoesNotThrow(() -> StoreVersion.check(database));
        assertEquals(String.valueOf(StoreVersion.CURRENT), TestStore.query(database, "SELECT max(version) FROM pg2convex.schema_history"));
        assertDoesNotThrow(() -> PostgresStore.on(database).runs().storeId());
    }

    @Test
    void migrate_emptyDatabase_isQuiet() {
        var said = new ArrayList<String>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                said.add(entry.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        var root = Logger.getLogger("");
        root.addHandler(listener);
        try {
            StoreMigrations.migrate(database);
        } finally {
            root.removeHandler(listener);
        }
        assertEquals(List.of(), said);
    }

    @Test
    void migrate_again_keepsTheStore() {
        StoreMigrations.migrate(database);
        var store = PostgresStore.on(database).runs().storeId();
        StoreMigrations.migrate(database);
        assertEquals(store, PostgresStore.on(database).runs().storeId());
    }

    @Test
    void migrate_fourAtOnce_makeOneStore() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> migrations = IntStream.range(0, 4).<Callable<Void>>mapToObj(_ -> () -> {
                StoreMigrations.migrate(database);
                return null;
            }).toList();
            for (var migration : threads.invokeAll(migrations)) {
                migration.get();
            }
        }
        assertDoesNotThrow(() -> StoreVersion.check(database));
    }

    @Test
    void check_olderVersion_saysThatItIsOutdated() {
        migrateTo("1");
        assertRefused("store_outdated", () -> StoreVersion.check(database));
        StoreMigrations.migrate(database);
        assertDoesNotThrow(() -> StoreVersion.check(database));
    }

    @Test
    void checkAndMigrate_newerVersion_refuse() {
        StoreMigrations.migrate(database);
        TestStore.execute(database,
                "INSERT INTO pg2convex.schema_history SELECT installed_rank + 100, '999', description, type, script, checksum,"
                        + " installed_by, installed_on, execution_time, success FROM pg2convex.schema_history ORDER BY installed_rank DESC LIMIT 1");
        assertRefused("store_newer", () -> StoreVersion.check(database));
        assertRefused("store_newer", () -> StoreMigrations.migrate(database));
    }

    @Test
    void migrate_applicationsDatabase_touchesNoOtherSchema() {
        TestStore.execute(database, "CREATE TABLE public.run (id int); CREATE SCHEMA app; CREATE TABLE app.page (id int)");
        String before = TestStore.query(database, SCHEMAS);
        String tables = "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('public', 'app')";
        String tablesBefore = TestStore.query(database, tables);
        StoreMigrations.migrate(database);
        assertEquals(before.replace("pg_catalog", "pg2convex,pg_catalog"), TestStore.query(database, SCHEMAS));
        assertEquals(tablesBefore, TestStore.query(database, tables));
    }

    @Test
    void migrate_sessionOfAPooler_leavesNothingBehind() {
        try (var session = new KeptSession(database)) {
            String before = session.state();
            StoreMigrations.migrate(session.dataSource());
            assertEquals(before, session.state());
        }
    }

    @Test
    void migrate_roleThatOwnsThePreparedSchemaOnly_succeeds() {
        String role = "keeper_" + TestStore.unique();
        TestStore.execute(database, "CREATE ROLE " + role + " LOGIN PASSWORD 'x'; CREATE SCHEMA pg2convex AUTHORIZATION " + role);
        var limited = TestStore.as(database, role, "x");
        StoreMigrations.migrate(limited);
        assertDoesNotThrow(() -> StoreVersion.check(limited));
    }

    @Test
    void migrate_roleThatMayNotCreate_saysSoAndLeavesNothing() {
        String role = "reader_" + TestStore.unique();
        TestStore.execute(database, "CREATE ROLE " + role + " LOGIN PASSWORD 'x'");
        var limited = TestStore.as(database, role, "x");
        var error = assertThrows(CategorizedException.class, () -> StoreMigrations.migrate(limited));
        assertEquals(Failure.CONFIGURATION, error.failure());
        assertRefused("store_missing", () -> StoreVersion.check(database));
    }

    private void migrateTo(String version) {
        TestStore.execute(database, "CREATE SCHEMA pg2convex");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:dev/pg2convex/postgres/store")
                .schemas("pg2convex")
                .table("schema_history")
                .target(version)
                .load()
                .migrate();
    }

    private static void assertRefused(String code, Runnable action) {
        var error = assertThrows(CategorizedException.class, action::run);
        assertEquals(code, error.code());
        assertEquals(Failure.CONFIGURATION, error.failure());
    }
}
