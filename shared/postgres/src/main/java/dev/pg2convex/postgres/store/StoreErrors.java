package dev.pg2convex.postgres.store;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.postgres.SqlStates;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an error of the store's database means. */
final class StoreErrors {
    private static final String WHERE = "the migration store";

    private StoreErrors() {}

    static CategorizedException of(SQLException error) {
        return constraintOf(error).map(constraint -> new CategorizedException(Failure.DETERMINISTIC, "store_constraint",
                WHERE + ": a statement violates " + constraint)).orElseGet(() -> SqlStates.categorize(error, WHERE));
    }

    /** A commit that was refused has not happened. One that a lost connection or a stopping server left without an answer may have. */
    static CategorizedException ofCommit(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "", "08", "57", "58" -> unanswered(error);
            default -> state.equals("40003") ? unanswered(error) : of(error);
        };
    }

    private static CategorizedException unanswered(SQLException error) {
        return new CategorizedException(Failure.AMBIGUOUS, "store_answer_lost",
                WHERE + ": the answer to a commit was lost (SQLSTATE " + error.getSQLState() + ")", error);
    }

    /** Its name says what is wrong; the server's detail would print the row. */
    private static Optional<String> constraintOf(SQLException error) {
        var server = error instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        return Optional.ofNullable(server).map(ServerErrorMessage::getConstraint);
    }
}
