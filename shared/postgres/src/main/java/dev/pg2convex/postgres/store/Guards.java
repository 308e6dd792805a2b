package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.store.StoreRefused;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The locked checks of the write protocol. Locks are always taken in the order run, page, stage, intent; a check and what depends on it are separate
 * statements, so that the second sees what was committed while the first waited.
 */
final class Guards {
    private Guards() {}

    /** How a page's row is locked. */
    enum Lock {
        /** Keeps others from moving the token; batches of one page may do so side by side. */
        SHARE("FOR SHARE"),
        /** Keeps everybody else out. */
        EXCLUSIVE("FOR NO KEY UPDATE");

        private final String sql;

        Lock(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /** The state of a run, kept as it is until the transaction ends. */
    static Optional<Run.State> shareRun(Handle handle, UUID runId) {
        return handle.createQuery("SELECT state FROM pg2convex.run WHERE id = :run FOR SHARE")
                .bind("run", runId)
                .map((row, _) -> Codes.parse(Run.State.class, row.getString(1)))
                .findOne();
    }

    static void activeRun(Handle handle, UUID runId) throws StoreRefused {
        var state = shareRun(handle, runId);
        if (state.filter(Run.State.ACTIVE::equals).isEmpty()) {
            throw new StoreRefused("run " + runId + " is " + state.map(Codes::of).orElse("unknown"));
        }
    }

    /** The page is not done and its token is the caller's. */
    static void heldPage(Handle handle, PageLease held, Lock lock) throws StoreRefused {
        var problem = handle.createQuery("SELECT token, state FROM pg2convex.page WHERE id = :page AND run_id = :run " + lock.sql())
                .bind("page", held.pageId())
                .bind("run", held.runId())
                .map((row, _) -> problem(held, row.getLong("token"), row.getString("state")))
                .findOne()
                .orElse("it does not exist");
        if (!problem.isEmpty()) {
            throw new StoreRefused("page " + held.pageId() + " of " + held.table() + ": " + problem);
        }
    }

    private static String problem(PageLease held, long token, String state) {
        if (!state.equals("todo")) {
            return "it is " + state;
        }
        return token == held.token() ? "" : "its lease was taken over";
    }
}
