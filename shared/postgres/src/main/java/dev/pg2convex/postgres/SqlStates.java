package dev.pg2convex.postgres;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What an SQLSTATE means for the work at hand. Decided from the code alone; of the server's words only the primary message is kept, and that
 * only in classes where it names objects and never a row's value.
 */
public final class SqlStates {
    private SqlStates() {}

    /**
     * The failure of a statement that either was a read or is known not to have committed. A {@code COMMIT} whose answer was lost is
     * {@link Failure#AMBIGUOUS}, which only its sender can know.
     *
     * @param doing what was being done, as the beginning of a message: "reading table users"
     */
    public static CategorizedException categorize(SQLException failure, String doing) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "none");
        Meaning meaning = meaning(state);
        String words = meaning.namesOnly() ? serverMessage(failure).map(text -> ": " + text).orElse("") : "";
        String message = doing + ": " + meaning.text() + words + " (SQLSTATE " + state + ")";
        // The cause's own message could hold a value, and a stack trace would print it.
        return new CategorizedException(meaning.failure(), meaning.code(), message,
                meaning.namesOnly() ? failure : new SQLException("SQLSTATE " + state, state));
    }

    private static Meaning meaning(String state) {
        return switch (state) {
            // The pool's own words of a connection that it has closed.
            case "none" -> unavailable("database_unreachable", "the connection was lost");
            case "40001", "40P01" -> unavailable("database_conflict", "the database asks to try again");
            case "55P03" -> unavailable("database_locked", "a lock was not granted in time");
            case "57014" -> unavailable(CategorizedException.DATABASE_TIMEOUT,
                    "the statement was cancelled or took too long; give the role a longer statement_timeout, or the columns read an index");
            case "57P04", "3D000" -> configuration("database_missing", "the database does not exist");
            case "53300" -> new Meaning(Failure.THROTTLED, "database_connections", "the database has no connection left", true);
            case "08007" -> new Meaning(Failure.AMBIGUOUS, "database_unclear", "the connection was lost during the commit", true);
            case "42501" -> configuration("database_permission", "the role may not do that");
            // Nothing that time mends: the page that needs the data fails, and says so.
            case "XX001", "XX002" ->
                new Meaning(Failure.DETERMINISTIC, "database_corrupted", "the database's own data or index is damaged", false);
            case "25006" -> configuration("database_read_only", "the database or the transaction is read-only");
            default -> byClass(state);
        };
    }

    private static Meaning byClass(String state) {
        return switch (state.length() < 2 ? state : state.substring(0, 2)) {
            case "08" -> unavailable("database_unreachable", "the connection failed");
            case "25", "55" -> unavailable("database_state", "the database is not in the state for that");
            case "53" -> unavailable("database_resources", "the database is out of resources");
            case "57", "58" -> unavailable("database_unavailable", "the database is stopping, starting or failing");
            case "28" -> configuration("database_login", "the database refuses the login");
            case "0A", "2F", "3F", "42", "0L", "0P" -> configuration("database_sql", "the database refuses the statement");
            case "22", "23", "38", "39", "54", "P0", "2B", "21" ->
                new Meaning(Failure.DETERMINISTIC, "database_data", "the database cannot compute it for some row", false);
            default -> new Meaning(Failure.UNAVAILABLE, "database_error", "the database failed", false);
        };
    }

    /** @param namesOnly the primary message names objects and never values */
    private record Meaning(Failure failure, String code, String text, boolean namesOnly) {}

    private static Meaning unavailable(String code, String text) {
        return new Meaning(Failure.UNAVAILABLE, code, text, true);
    }

    private static Meaning configuration(String code, String text) {
        return new Meaning(Failure.CONFIGURATION, code, text, true);
    }

    /** Whether the server itself sent it, not the driver on losing a connection. */
    static boolean isServerState(String state) {
        return !state.startsWith("08") && !state.equals("none") && !state.equals("99999");
    }

    /** The server's one line, without DETAIL, HINT and CONTEXT; the driver's own, which are in the machine's language, are none. */
    public static String primaryMessage(SQLException failure) {
        return serverMessage(failure).orElse("no message");
    }

    private static Optional<String> serverMessage(SQLException failure) {
        return failure instanceof PSQLException fromServer
                ? Optional.ofNullable(fromServer.getServerErrorMessage()).map(ServerErrorMessage::getMessage) : Optional.empty();
    }
}
