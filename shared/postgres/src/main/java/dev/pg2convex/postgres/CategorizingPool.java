package dev.pg2convex.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A pool whose failures to connect say what to do. */
final class CategorizingPool extends HikariDataSource {
    private final String label;
    private final FirstConnection source;

    CategorizingPool(String label, FirstConnection source) {
        this.label = label;
        this.source = source;
        setDataSource(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            if (!isClosed()) {
                source.ensure();
            }
            return super.getConnection();
        } catch (SQLException e) {
            throw ConnectFailures.categorize(e, label);
        }
    }

    @Override
    public void close() {
        super.close();
        source.discard();
    }
}
