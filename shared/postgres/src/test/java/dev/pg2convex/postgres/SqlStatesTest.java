package dev.pg2convex.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pg2convex.core.Failure;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

final class SqlStatesTest {
    @ParameterizedTest
    @CsvSource({"40001, UNAVAILABLE, database_conflict", "40P01, UNAVAILABLE, database_conflict", "55P03, UNAVAILABLE, database_locked",
            "57014, UNAVAILABLE, database_timeout", "57P01, UNAVAILABLE, database_unavailable", "57P02, UNAVAILABLE, database_unavailable",
            "57P03, UNAVAILABLE, database_unavailable", "57P04, CONFIGURATION, database_missing",
            "08006, UNAVAILABLE, database_unreachable", "08001, UNAVAILABLE, database_unreachable",
            "08P01, UNAVAILABLE, database_unreachable", "08007, AMBIGUOUS, database_unclear", "53300, THROTTLED, database_connections",
            "53100, UNAVAILABLE, database_resources", "53200, UNAVAILABLE, database_resources", "28P01, CONFIGURATION, database_login",
            "28000, CONFIGURATION, database_login", "3D000, CONFIGURATION, database_missing", "42501, CONFIGURATION, database_permission",
            "42P01, CONFIGURATION, database_sql", "42703, CONFIGURATION, database_sql", "25006, CONFIGURATION, database_read_only",
            "0A000, CONFIGURATION, database_sql", "22012, DETERMINISTIC, database_data", "22P02, DETERMINISTIC, database_data",
            "23505, DETERMINISTIC, database_data", "P0001, DETERMINISTIC, database_data", "54000, DETERMINISTIC, database_data",
            "XX000, UNAVAILABLE, database_error", "XX001, DETERMINISTIC, database_corrupted", "XX002, DETERMINISTIC, database_corrupted",
            "57P05, UNAVAILABLE, database_unavailable", "08P01, UNAVAILABLE, database_unreachable", "26000, UNAVAILABLE, database_error",
            "HV000, UNAVAILABLE, database_error", "53400, UNAVAILABLE, database_resources", "58030, UNAVAILABLE, database_unavailable"})
    void categorize_byStateAlone(String state, Failure failure, String code) {
        var e = SqlStates.categorize(new SQLException("words", state), "reading");
        assertEquals(failure, e.failure());
        assertEquals(code, e.code());
    }

    @Test
    void categorize_noState_isUnavailable() {
        assertEquals("reading: the connection was lost (SQLSTATE none)",
                SqlStates.categorize(new SQLException("words"), "reading").getMessage());
    }

    @Test
    void categorize_serverPrintsARow_keepsNoneOfIt() {
        var unique = new PSQLException(
                new ServerErrorMessage("SERROR\0C23505\0Mduplicate key\0DKey (email)=(ana@x.com) already exists.\0"));
        var e = SqlStates.categorize(unique, "reading");
        assertEquals("reading: the database cannot compute it for some row (SQLSTATE 23505)", e.getMessage());
        assertEquals("SQLSTATE 23505", e.getCause().getMessage());
        var missing = new PSQLException(new ServerErrorMessage("SERROR\0C42P01\0Mrelation \"x\" does not exist\0Dana@x.com\0"));
        var named = SqlStates.categorize(missing, "reading");
        assertEquals("reading: the database refuses the statement: relation \"x\" does not exist (SQLSTATE 42P01)", named.getMessage());
        assertFalse(named.getMessage().contains("ana@x.com"));
    }
}
