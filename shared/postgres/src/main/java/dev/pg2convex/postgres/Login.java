package dev.pg2convex.postgres;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/** Connects with user and password as they are now: where they are refused, they are looked up again, since they may have been rotated. */
final class Login {
    private static final String REFUSED = "28P01";

    private final PGSimpleDataSource driver;
    private final Supplier<PostgresUrl> now;

    Login(PGSimpleDataSource driver, Supplier<PostgresUrl> now) {
        this.driver = requireNonNull(driver);
        this.now = requireNonNull(now);
    }

    Connection connect() throws SQLException {
        var used = Credentials.of(driver);
        try {
            return driver.getConnection();
        } catch (SQLException e) {
            if (!REFUSED.equals(e.getSQLState()) || !isReplaced(used, e)) {
                throw e;
            }
            return driver.getConnection();
        }
    }

    private synchronized boolean isReplaced(Credentials used, SQLException refusal) {
        if (Credentials.of(driver).equals(used)) {
            var url = look(refusal);
            driver.setUser(url.user());
            driver.setPassword(url.password().orElse(""));
        }
        return !Credentials.of(driver).equals(used);
    }

    private PostgresUrl look(SQLException refusal) {
        try {
            return now.get();
        } catch (CategorizedException e) {
            e.addSuppressed(refusal);
            throw e;
        }
    }

    private record Credentials(String user, String password) {
        static Credentials of(PGSimpleDataSource driver) {
            return new Credentials(String.valueOf(driver.getUser()), String.valueOf(driver.getPassword()));
        }

        /** Neither is shown. */
        @Override
        public String toString() {
            return "Credentials[...]";
        }
    }
}
