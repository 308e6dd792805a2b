package dev.pg2convex.postgres.store;

import dev.pg2convex.core.CategorizedException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work as one transaction with settings of its own, and gives every database error its category. */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    /**
     * The locks are held for milliseconds, so who waits 10 s for one has met something odd; no statement of the store takes a minute; a worker
     * that is frozen in mid-transaction must not keep the others waiting. A commit must be durable, whatever the database's default; a stronger
     * default than "on" stays.
     */
    private static final SettingsFirst.Settings OF_TRANSACTION = new SettingsFirst.Settings("""
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
            SELECT set_config('lock_timeout', '10s', true), set_config('statement_timeout', '60s', true),
                set_config('idle_in_transaction_session_timeout', '30s', true),
                set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN 'on'
                    ELSE current_setting('synchronous_commit') END, true)""", 2, false);

    /** A query alone holds no locks and commits nothing. */
    private static final SettingsFirst.Settings OF_QUERY = new SettingsFirst.Settings("SELECT set_config('statement_timeout', '60s', true)",
            1, true);

    /** One for all: it remembers what it parsed, and parsing costs more than most of the statements. */
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    private final Jdbi jdbi;

    Transactions(DataSource store) {
        this.jdbi = Jdbi.create(store)
                .registerArrayType(String.class, "text")
                .registerArrayType(UUID.class, "uuid")
                .registerArrayType(Boolean.class, "bool")
                .configure(SqlStatements.class, statements -> statements.setSqlParser(PARSER));
    }

    /** What is done in a transaction; whatever it throws rolls it back. */
    interface Work<T, X extends Exception> {
        T in(Handle handle) throws X;
    }

    /** @throws CategorizedException {@code AMBIGUOUS} if and only if the answer to the commit was lost */
    <T, X extends Exception> T run(Work<T, X> work) throws X {
        Handle handle = open();
        try {
            return inTransaction(handle, work);
        } catch (JdbiException e) {
            throw categorized(e);
        } finally {
            close(handle);
        }
    }

    /**
     * One query that changes and locks nothing: it takes one round trip to the database, a transaction two at least.
     *
     * @throws CategorizedException never {@code AMBIGUOUS}
     */
    <T> T look(Function<Handle, T> query) {
        Handle handle = open();
        try {
            handle.setStatementBuilder(new SettingsFirst(handle.getStatementBuilder(), OF_QUERY));
            return query.apply(handle);
        } catch (JdbiException e) {
            throw categorized(e);
        } finally {
            close(handle);
        }
    }

    private static <T, X extends Exception> T inTransaction(Handle handle, Work<T, X> work) throws X {
        boolean committed = false;
        handle.begin();
        try {
            handle.setStatementBuilder(new SettingsFirst(handle.getStatementBuilder(), OF_TRANSACTION));
            T result = work.in(handle);
            commit(handle);
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollback(handle);
            }
        }
    }

    private Handle open() {
        try {
            return jdbi.open();
        } catch (JdbiException e) {
            throw categorized(e);
        }
    }

    private static void commit(Handle handle) {
        try {
            handle.commit();
        } catch (JdbiException e) {
            throw sqlCause(e) instanceof SQLException cause ? StoreErrors.ofCommit(cause) : e;
        }
    }

    /** The error that led here is the one to report. */
    private static void rollback(Handle handle) {
        try {
            handle.rollback();
        } catch (JdbiException e) {
            LOG.debug("cannot roll back: the connection is lost");
        }
    }

    /** A connection that cannot be closed changes nothing of what was committed. */
    private static void close(Handle handle) {
        try {
            handle.close();
        } catch (JdbiException e) {
            LOG.debug("cannot close a connection cleanly");
        }
    }

    private static RuntimeException categorized(JdbiException error) {
        return sqlCause(error) instanceof SQLException cause ? StoreErrors.of(cause) : error;
    }

    private static Throwable sqlCause(Throwable error) {
        Throwable each = error;
        while (each != null && !(each instanceof SQLException)) {
            each = each.getCause();
        }
        return each;
    }
}
