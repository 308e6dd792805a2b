package dev.pg2convex.postgres.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Columns of type {@code text[]}. */
final class Texts {
    private Texts() {}

    static String[] array(ResultSet row, String column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
    }

    static List<String> list(ResultSet row, String column) throws SQLException {
        return List.of(array(row, column));
    }
}
