package dev.pg2convex.postgres;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why a database could not be reached, and what to do. */
final class ConnectFailures {
    private ConnectFailures() {}

    static CategorizedException categorize(SQLException failure, String label) {
        String state = state(failure);
        String database = "the database " + label;
        return switch (state) {
            case "28P01", "28000" -> configuration("database_login", database + " refuses the login: "
                    + SqlStates.primaryMessage(root(failure)) + "; check user and password in the URL, and sslmode", failure);
            // pgjdbc's own, for a server without TLS and for a login that needs a password.
            case "08004" -> configuration("database_login", database
                    + " refuses the connection (SQLSTATE 08004); check sslmode (the server may have no TLS), and that the URL has a password",
                    failure);
            case "3D000" -> configuration("database_missing",
                    database + " does not exist on that server; check the name at the end of the URL", failure);
            case "53300" -> new CategorizedException(Failure.THROTTLED, "database_connections",
                    database + " has no connection left (SQLSTATE 53300); use the pooled URL, or lower connection_limit", failure);
            // A pooler has it for all that it refuses itself: too many clients, no server connection in time, a database that sleeps.
            case "08P01" -> unreachable(database + " cannot be reached: the pooler or server before it says \""
                    + SqlStates.primaryMessage(root(failure)) + "\" (SQLSTATE 08P01)", failure);
            default -> SqlStates.isServerState(state) ? SqlStates.categorize(root(failure), database) : network(failure, database, state);
        };
    }

    private static CategorizedException network(SQLException failure, String database, String state) {
        if (has(failure, UnknownHostException.class)) {
            return unreachable(database + " cannot be reached: no host of that name; check the host in the URL, and your network", failure);
        }
        if (has(failure, SSLPeerUnverifiedException.class)) {
            return configuration("database_tls", database + " shows a certificate of another name; check the host in the URL, or use"
                    + " sslmode=verify-ca where it is reached by another name, as through a tunnel", failure);
        }
        if (has(failure, SSLException.class)) {
            return configuration("database_tls",
                    database + " and this side do not agree on TLS; check sslmode, sslrootcert and the server's certificate", failure);
        }
        if (has(failure, ConnectException.class)) {
            return unreachable(
                    database + " cannot be reached: connection refused; check host and port in the URL, and that the server runs", failure);
        }
        if (has(failure, SocketTimeoutException.class)) {
            return unreachable(database + " cannot be reached: no answer in time; check host, port and firewall, or raise connect_timeout",
                    failure);
        }
        return unreachable(database + " cannot be reached (SQLSTATE " + state + "); check the URL, and that the server runs", failure);
    }

    private static CategorizedException unreachable(String message, SQLException cause) {
        return new CategorizedException(Failure.UNAVAILABLE, "database_unreachable", message, cause);
    }

    private static CategorizedException configuration(String code, String message, SQLException cause) {
        return new CategorizedException(Failure.CONFIGURATION, code, message, cause);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    /** A pool's time-out has no state of its own; the last failure to connect is its cause. */
    private static SQLException root(SQLException failure) {
        return causes(failure).filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(cause -> cause.getSQLState() != null)
                .reduce((_, last) -> last)
                .orElse(failure);
    }

    private static String state(SQLException failure) {
        return Objects.requireNonNullElse(root(failure).getSQLState(), "none");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(10);
    }
}
