package dev.pg2convex.postgres.source;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * A query and the texts of its parameters. A parameter has no type of its own: the cast beside it says which, and Postgres reads the text as that
 * type.
 */
record SqlQuery(String text, List<String> parameters) {
    SqlQuery {
        requireNonNull(text);
        parameters = List.copyOf(parameters);
    }

    static SqlQuery of(String text, String... parameters) {
        return new SqlQuery(text, List.of(parameters));
    }

    /** The parameters bound. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        try {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i), Types.OTHER);
            }
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
        return statement;
    }

    /** What becomes of one row of a result. */
    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** All rows; for results that are known to be small. */
    <T> List<T> list(Connection connection, RowMapper<T> mapper) throws SQLException {
        try (var statement = prepare(connection); var rows = statement.executeQuery()) {
            var list = new ArrayList<T>();
            while (rows.next()) {
                list.add(mapper.map(rows));
            }
            return list;
        }
    }
}
