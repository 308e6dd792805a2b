package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariDataSource;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.postgres.Postgres;
import dev.pg2convex.postgres.PostgresUrl;
import dev.pg2convex.testing.DatabaseFaults;
import dev.pg2convex.testing.proxy.PostgresFault;
import dev.pg2convex.testing.proxy.PostgresFaultPlan;
import dev.pg2convex.testing.proxy.PostgresFaultProxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store whose database fails, through the real pool: what it says of a transaction, against what became of it. */
final class DatabaseFaultsTest {
    private static EmbeddedDatabase server;

    private final String name = "faults_" + TestStore.unique();
    private PostgresFaultProxy proxy;
    private DatabaseFaults faults;
    private HikariDataSource pool;
    private Transactions transactions;

    @BeforeAll
    static void start() {
        server = EmbeddedDatabase.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException {
        server.createDatabase(name);
        proxy = PostgresFaultProxy.before(server.url(name));
        faults = new DatabaseFaults(server.jdbcUrl(name));
        pool = Postgres.dataSource(PostgresUrl.parse(proxy.url() + "?socket_timeout=5"), 2, "test");
        transactions = new Transactions(pool);
        transactions.run(handle -> handle.execute("CREATE TABLE t (n int)"));
    }

    @AfterEach
    void close() throws SQLException {
        pool.close();
        faults.close();
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource({"CUT_AFTER, 1", "CUT_BEFORE, 0"})
    void run_cutOverItsCommit_isAmbiguousAndOnlyThen(PostgresFault fault, int committed) throws SQLException {
        proxy.follow(PostgresFaultPlan.nthCommit(1, fault));

        var lost = assertThrows(CategorizedException.class, this::insert);

        assertEquals(Failure.AMBIGUOUS, lost.failure());
        assertEquals("store_answer_lost", lost.code());
        assertEquals(committed, rows());
        insert();
        assertEquals(committed + 1, rows());
    }

    @ParameterizedTest
    @CsvSource({"CUT_AFTER, 1", "CUT_BEFORE, 1", "CUT_AFTER, 2", "CUT_BEFORE, 2", "CUT_AFTER, 3", "CUT_BEFORE, 3", "CUT_AFTER, 4",
            "CUT_BEFORE, 4"})
    void run_cutOverAnEarlierStatement_isUnavailableAndHasDoneNothing(PostgresFault fault, int statement) throws SQLException {
        proxy.follow(PostgresFaultPlan.nthStatement(statement, fault));

        assertEquals(Failure.UNAVAILABLE, assertThrows(CategorizedException.class, this::insert).failure());

        assertEquals(0, rows());
        insert();
        assertEquals(1, rows());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 50, 100})
    void run_connectionCutInTheMiddleOfAMessage_isUnavailableOrSettlesOnAnother(int bytes) throws SQLException {
        pool.getHikariPoolMXBean().softEvictConnections();
        proxy.cutConnection(1, bytes);

        try {
            insert();
        } catch (CategorizedException e) {
            assertEquals(Failure.UNAVAILABLE, e.failure(), e.getMessage());
            insert();
        }

        assertEquals(1, rows());
    }

    @Test
    void run_allConnectionsCut_goesOnWithNewOnes() throws SQLException {
        insert();
        proxy.cutAll();

        insertUntilTaken();

        assertEquals(2, rows());
    }

    @Test
    void run_refusedConnections_areUnavailableUntilTheServerTakesThem() throws SQLException {
        proxy.refuse(true);
        proxy.cutAll();

        var refused = assertThrows(CategorizedException.class, this::insert);
        assertEquals(Failure.UNAVAILABLE, refused.failure());
        proxy.refuse(false);
        insertUntilTaken();

        assertEquals(1, rows());
    }

    @Test
    void run_serverFallsSilent_isGivenUpAfterTheSocketTimeout() throws SQLException {
        var quick = Postgres.dataSource(PostgresUrl.parse(proxy.url() + "?socket_timeout=1"), 1, "quick");
        try (quick) {
            var impatient = new Transactions(quick);
            impatient.run(handle -> handle.execute("SELECT 1"));
            proxy.stall(true);

            assertEquals(Failure.UNAVAILABLE,
                    assertThrows(CategorizedException.class, () -> impatient.run(handle -> handle.execute("INSERT INTO t VALUES (1)")))
                            .failure());
            proxy.stall(false);
        }
        assertEquals(0, rows());
    }

    @Test
    void run_lockNotGranted_isUnavailable() throws Exception {
        try (var _ = faults.lock("t")) {
            var refused = assertThrows(CategorizedException.class, () -> transactions.run(handle -> {
                handle.execute("SET LOCAL lock_timeout = '10ms'");
                return handle.execute("INSERT INTO t VALUES (1)");
            }));
            assertEquals(Failure.UNAVAILABLE, refused.failure());
            assertEquals("database_locked", refused.code());
        }
        assertEquals(0, rows());
    }

    @Test
    void run_statementOverItsTime_isUnavailable() throws SQLException {
        var refused = assertThrows(CategorizedException.class, () -> transactions.run(handle -> {
            handle.execute("SET LOCAL statement_timeout = '10ms'");
            return handle.execute("SELECT pg_sleep(60)");
        }));

        assertEquals(Failure.UNAVAILABLE, refused.failure());
        assertEquals("database_timeout", refused.code());
        insert();
        assertEquals(1, rows());
    }

    @Test
    void run_statementCancelled_isUnavailable() throws Exception {
        assertEquals("database_timeout", whileBlocked(faults::cancelOthers).code());
        assertEquals(0, rows());
    }

    @Test
    void run_sessionTerminated_isUnavailable() throws Exception {
        var terminated = whileBlocked(faults::terminateOthers);

        assertEquals(Failure.UNAVAILABLE, terminated.failure());
        assertEquals(0, rows());
        insertUntilTaken();
        assertEquals(1, rows());
    }

    @ParameterizedTest
    @CsvSource({"40001, UNAVAILABLE, database_conflict", "40P01, UNAVAILABLE, database_conflict", "53100, UNAVAILABLE, database_resources",
            "53300, THROTTLED, database_connections", "42501, CONFIGURATION, database_permission",
            "25006, CONFIGURATION, database_read_only", "22012, DETERMINISTIC, database_data"})
    void run_serverRaises_hasTheCategoryAndHasDoneNothing(String state, Failure failure, String code) throws SQLException {
        faults.failNext("t", state, 1);

        var raised = assertThrows(CategorizedException.class, this::insert);

        assertEquals(failure, raised.failure());
        assertEquals(code, raised.code());
        assertEquals(0, rows());
        insert();
        assertEquals(1, rows());
    }

    @Test
    void run_serverCrashesAndRecovers_losesNoCommitAndGoesOn() throws Exception {
        insert();
        faults.crashServer();

        insertUntilTaken();

        assertEquals(2, rows());
    }

    /** What a transaction says that waits for a lock while this happens. */
    private CategorizedException whileBlocked(Happening happening) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var locked = faults.lock("t");
            var waiting = CompletableFuture.runAsync(this::insert, threads);
            faults.awaitBlocked();
            happening.happen();
            var thrown = assertThrows(ExecutionException.class, waiting::get).getCause();
            try {
                locked.close();
            } catch (SQLException e) {
                // It was among those that were cut off.
            }
            return (CategorizedException) thrown;
        }
    }

    @FunctionalInterface
    private interface Happening {
        void happen() throws SQLException;
    }

    private void insert() {
        transactions.run(handle -> handle.execute("INSERT INTO t VALUES (1)"));
    }

    /** As work that is repeated by the queue. */
    private void insertUntilTaken() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                insert();
                return;
            } catch (CategorizedException e) {
                assertEquals(Failure.UNAVAILABLE, e.failure(), e.getMessage());
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(TestStore.BETWEEN_LOOKS);
            }
        }
    }

    /** Asked of the server itself, not through the proxy. */
    private int rows() throws SQLException {
        try (var connection = java.sql.DriverManager.getConnection(server.jdbcUrl(name));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM t")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
