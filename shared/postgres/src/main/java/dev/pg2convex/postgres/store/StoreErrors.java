package dev.pg2convex.postgres.store;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;

/** What an error of the store's database means, by SQLSTATE. Postgres's detail prints rows, so only states, names and harmless messages go on. */
final class StoreErrors {
    private static final Set<String> CONFIGURATION_CLASSES = Set.of("0A", "28", "3D", "3F");
    private static final Set<String> CONFIGURATION_STATES = Set.of("25006", "42501", "42P01", "42703", "42883");
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    private StoreErrors() {}

    static CategorizedException of(SQLException error) {
        String state = stateOf(error);
        if (state.equals("40003")) {
            return categorized(Failure.AMBIGUOUS, "store_answer_lost", error);
        }
        if (state.isEmpty() || state.equals("25P03") || UNAVAILABLE_CLASSES.contains(classOf(state))) {
            return categorized(Failure.UNAVAILABLE, "store_unavailable", error);
        }
        if (CONFIGURATION_STATES.contains(state) || CONFIGURATION_CLASSES.contains(classOf(state))) {
            return categorized(Failure.CONFIGURATION, "store_configuration", error);
        }
        return categorized(Failure.DETERMINISTIC, "store_refused", error);
    }

    /** A commit whose answer was lost may have happened, one that was refused has not. */
    static CategorizedException ofCommit(SQLException error) {
        String state = stateOf(error);
        return switch (classOf(state)) {
            case "", "08", "57", "58" -> categorized(Failure.AMBIGUOUS, "store_answer_lost", error);
            default -> of(error);
        };
    }

    private static String stateOf(SQLException error) {
        for (SQLException each = error; each != null; each = each.getCause() instanceof SQLException cause ? cause : null) {
            if (each.getSQLState() != null && each.getSQLState().length() == 5) {
                return each.getSQLState();
            }
        }
        return "";
    }

    private static String classOf(String state) {
        return state.isEmpty() ? "" : state.substring(0, 2);
    }

    private static CategorizedException categorized(Failure failure, String code, SQLException error) {
        String state = stateOf(error);
        return new CategorizedException(failure, code, "the migration store's database: " + describe(failure, error)
                + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")"));
    }

    private static String describe(Failure failure, SQLException error) {
        var server = error instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        if (failure != Failure.DETERMINISTIC) {
            return server == null || server.getMessage() == null ? String.valueOf(error.getMessage()) : server.getMessage();
        }
        return server == null || server.getConstraint() == null ? "a statement failed" : "a statement violates " + server.getConstraint();
    }
}
