package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Run;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class TransactionsTest {
    @Test
    void portMethods_sessionOfAPooler_leaveNothingBehind() {
        try (var session = new KeptSession(TestStore.shared())) {
            String before = session.state();
            var store = PostgresStore.on(session.dataSource());
            var run = TestRun.start();
            var held = TestRun.lease(run.onePage(), "a");
            store.runs().progress(run.id());
            store.runs().heartbeat(run.id(), Driver.following("me"));
            assertThrows(IllegalStateException.class,
                    () -> store.intents().committed(run.recorded(held, TestRun.insert("1")).batchId(), List.of()));
            store.runs().end(run.id(), Run.State.DONE, "");
            assertEquals(before, session.state());
        }
    }

    @Test
    void run_databaseThatCommitsAsynchronously_commitsDurably() {
        var database = TestStore.newDatabase();
        String name = TestStore.query(database, "SELECT current_database()");
        TestStore.execute(database, "ALTER DATABASE " + name + " SET synchronous_commit TO off");
        TestStore.execute(database, "ALTER DATABASE " + name + " SET default_transaction_isolation TO 'serializable'");
        assertEquals("off", TestStore.query(database, "SHOW synchronous_commit"));
        var transactions = new Transactions(database);
        assertEquals("on read committed",
                transactions.run(handle -> handle
                        .createQuery("SELECT current_setting('synchronous_commit') || ' ' || current_setting('transaction_isolation')")
                        .mapTo(String.class)
                        .one()));
        TestStore.execute(database, "ALTER DATABASE " + name + " SET synchronous_commit TO remote_apply");
        assertEquals("remote_apply",
                transactions.run(handle -> handle.createQuery("SELECT current_setting('synchronous_commit')").mapTo(String.class).one()));
    }

    @Test
    void look_sessionOfAPooler_hasItsTimeoutAndLeavesNothingBehind() {
        try (var session = new KeptSession(TestStore.shared())) {
            String before = session.state();
            assertEquals("1min 7",
                    new Transactions(session.dataSource())
                            .look(handle -> handle.createQuery("SELECT current_setting('statement_timeout') || ' ' || (:number + 3)")
                                    .bind("number", 4)
                                    .mapTo(String.class)
                                    .one()));
            assertEquals(before, session.state());
        }
    }

    @Test
    void look_queryThatTakesTooLong_isCutOff() {
        try (var handle = Jdbi.open(TestStore.shared())) {
            handle.setStatementBuilder(new SettingsFirst(handle.getStatementBuilder(),
                    new SettingsFirst.Settings("SELECT set_config('statement_timeout', '50ms', true)", 1, true)));
            var error = assertThrows(StatementException.class, () -> handle.createQuery("SELECT pg_sleep(30)").mapToMap().list());
            assertEquals("57014", ((SQLException) error.getCause()).getSQLState());
            handle.setStatementBuilder(new DefaultStatementBuilder());
            assertEquals("0", handle.createQuery("SHOW statement_timeout").mapTo(String.class).one());
        }
    }

    @Test
    void look_twoStatements_areRefused() {
        assertThrows(IllegalStateException.class, () -> new Transactions(TestStore.shared())
                .look(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one() + handle.createUpdate("SELECT 1").execute()));
    }

    @Test
    void run_firstStatementThatTakesTooLong_isCutOff() {
        try (var handle = Jdbi.open(TestStore.shared())) {
            handle.begin();
            handle.setStatementBuilder(new SettingsFirst(handle.getStatementBuilder(), new SettingsFirst.Settings(
                    "SET TRANSACTION READ WRITE; SELECT set_config('statement_timeout', '50ms', true)", 2, false)));
            var error = assertThrows(StatementException.class, () -> handle.createUpdate("DO 'BEGIN PERFORM pg_sleep(30); END'").execute());
            assertEquals("57014", ((SQLException) error.getCause()).getSQLState());
            handle.rollback();
        }
    }

    @Test
    void run_updatesAndQueries_firstAndLater_sayWhatTheyDid() {
        var database = TestStore.newDatabase();
        TestStore.execute(database, "CREATE TABLE t AS SELECT generate_series(1, 3) AS n");
        var transactions = new Transactions(database);
        assertEquals(List.of(2, 2, 10), transactions.run(handle -> List.of(update(handle, 2), update(handle, 3), sum(handle))));
        assertEquals(List.of(10, 3), transactions.run(handle -> List.of(sum(handle), update(handle, 0))));
    }

    private static int update(Handle handle, int from) {
        return handle.createUpdate("UPDATE t SET n = n + 1 WHERE n >= :from").bind("from", from).execute();
    }

    private static int sum(Handle handle) {
        return handle.createQuery("SELECT sum(n) FROM t").mapTo(Integer.class).one();
    }

    @Test
    void run_batchFirst_isRefused() {
        var error = assertThrows(IllegalStateException.class, () -> new Transactions(TestStore.shared())
                .run(handle -> handle.prepareBatch("INSERT INTO nothing VALUES (:n)").bind("n", 1).add().bind("n", 2).add().execute()));
        assertEquals("a batch cannot come first", error.getMessage());
    }

    @Test
    void run_noServer_isUnavailable() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        var error = assertThrows(CategorizedException.class, () -> PostgresStore.on(nowhere).runs().storeId());
        assertEquals(Failure.UNAVAILABLE, error.failure());
    }

    @Test
    void run_databaseWithoutStore_isConfiguration() {
        var error = assertThrows(CategorizedException.class, () -> PostgresStore.on(TestStore.newDatabase()).runs().storeId());
        assertEquals(Failure.CONFIGURATION, error.failure());
    }

    @ParameterizedTest
    @CsvSource({"40001, UNAVAILABLE, UNAVAILABLE", "40P01, UNAVAILABLE, UNAVAILABLE", "55P03, UNAVAILABLE, UNAVAILABLE",
            "57014, UNAVAILABLE, AMBIGUOUS", "57P01, UNAVAILABLE, AMBIGUOUS", "08006, UNAVAILABLE, AMBIGUOUS",
            "53300, THROTTLED, THROTTLED", "40003, UNAVAILABLE, AMBIGUOUS", "25P03, UNAVAILABLE, UNAVAILABLE",
            "28P01, CONFIGURATION, CONFIGURATION", "25006, CONFIGURATION, CONFIGURATION", "23505, DETERMINISTIC, DETERMINISTIC",
            "'', UNAVAILABLE, AMBIGUOUS"})
    void storeErrors_states_haveTheirCategory(String state, Failure expected, Failure inCommit) {
        var error = new SQLException("message", state);
        assertEquals(expected, StoreErrors.of(error).failure());
        assertEquals(inCommit, StoreErrors.ofCommit(error).failure());
    }
}
