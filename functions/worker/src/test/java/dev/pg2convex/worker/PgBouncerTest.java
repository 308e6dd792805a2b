package dev.pg2convex.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.PageOutcome;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.postgres.store.StoreMigrations;
import dev.pg2convex.testing.Databases;
import dev.pg2convex.testing.PgBouncer;
import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Environment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real PgBouncer in transaction mode: each transaction may get another server connection, and each of these serves everybody. */
final class PgBouncerTest {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final int SERVER_CONNECTIONS = 3;
    private static final int ENVIRONMENTS = 6;
    private static final int ROWS = 600;
    private static final int PAGE = 50;

    private static final String SETTINGS = """
            (SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings
                WHERE context = 'user' AND name NOT IN ('application_name', 'client_encoding', 'DateStyle', 'TimeZone'))""";

    @BeforeAll
    static void needsPgBouncer() {
        assumeTrue(PgBouncer.program().isPresent(),
                "NOT CHECKED: the way through PgBouncer, since there is none on this machine (apt-get install pgbouncer)");
    }

    private static String database() {
        return DATABASES.url().replaceFirst(".*/", "");
    }

    private static Environment environment(PgBouncer bouncer) {
        return new Environment(bouncer.url(database()));
    }

    @Test
    void load_manyEnvironmentsOnFewServerConnections_movesEachRowOnceAndLeavesNothingBehind() throws Exception {
        try (var bouncer = PgBouncer.start(DATABASES.url(), SERVER_CONNECTIONS, 2 * ENVIRONMENTS)) {
            var environments = IntStream.range(0, ENVIRONMENTS).mapToObj(_ -> environment(bouncer)).toList();
            try {
                StoreMigrations.migrate(environments.getFirst().database());
                var migration = new TestMigration(DATABASES.jdbcUrl(), made -> ports(made, environments.getFirst()));
                migration.sql("INSERT INTO note SELECT n, null, 'note ' || n, null FROM generate_series(1, " + ROWS + ") n");
                migration.begin();
                Queue<Long> pages = new ConcurrentLinkedQueue<>(migration.pages(Stage.Kind.LOAD, "notes", ranges()));

                all(environments.stream().map(each -> work(new Workers(migration, ports(migration, each)), pages)).toList());

                assertEquals(ROWS, migration.ids("notes").size());
                assertEquals(ROWS, migration.target().all("notes").size());
                assertEquals(ROWS, new TreeSet<>(migration.texts("notes", "body")).size());
                assertEquals(Set.of("0 0 " + fresh()), seenThrough(environments.getFirst().database()));
            } finally {
                environments.forEach(Environment::close);
            }
        }
    }

    @Test
    void connect_poolerTakesNoMore_isWaitedForWithItsWords() throws SQLException {
        try (var bouncer = PgBouncer.start(DATABASES.url(), SERVER_CONNECTIONS, 1);
                var first = environment(bouncer);
                var _ = first.database().getConnection();
                var second = environment(bouncer)) {
            var failure = assertThrows(CategorizedException.class, () -> second.database().getConnection());

            assertTrue(failure.passes(), failure::toString);
            assertTrue(failure.getMessage().contains("no more connections allowed"), failure.getMessage());
        }
    }

    private static KeyRange[] ranges() {
        return IntStream.range(0, ROWS / PAGE)
                .mapToObj(page -> new KeyRange(page == 0 ? Optional.empty() : Optional.of(Integer.toString(page * PAGE)),
                        Optional.of(Integer.toString((page + 1) * PAGE))))
                .toArray(KeyRange[]::new);
    }

    private static Ports ports(TestMigration migration, Environment environment) {
        return environment.ports(migration, oneAtATime(migration.target()), Workers.TUNING);
    }

    /** The fake is not made for several threads. */
    private static Target oneAtATime(Target target) {
        return (Target) Proxy.newProxyInstance(Target.class.getClassLoader(), new Class<?>[]{Target.class}, (_, method, arguments) -> {
            synchronized (target) {
                try {
                    return method.invoke(target, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        });
    }

    private static Callable<Void> work(Workers workers, Queue<Long> pages) {
        return () -> {
            for (Long page = pages.poll(); page != null; page = pages.poll()) {
                var outcome = workers.run(page);
                assertTrue(outcome instanceof PageOutcome.Served served && served.isDone(), outcome::toString);
            }
            return null;
        };
    }

    private static void all(List<Callable<Void>> works) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> each : threads.invokeAll(works)) {
                each.get();
            }
        }
    }

    /** Prepared statements, advisory locks and settings, as the next ones to come see them: these get any of the server's connections. */
    private static Set<String> seenThrough(DataSource pool) throws SQLException {
        var seen = new TreeSet<String>();
        for (int i = 0; i < 10 * SERVER_CONNECTIONS; i++) {
            seen.addAll(ask(pool, "SELECT (SELECT count(*) FROM pg_prepared_statements WHERE name <> '') || ' ' ||"
                    + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') || ' ' || " + SETTINGS));
        }
        return seen;
    }

    /** The settings of a connection on which nothing was done. */
    private static String fresh() throws SQLException {
        try (var direct = new Environment(DATABASES.url())) {
            return ask(direct.database(), "SELECT " + SETTINGS).getFirst();
        }
    }

    private static List<String> ask(DataSource pool, String query) throws SQLException {
        var answers = new ArrayList<String>();
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }
}
