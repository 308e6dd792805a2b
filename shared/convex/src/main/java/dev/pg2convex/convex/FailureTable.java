package dev.pg2convex.convex;

import static dev.pg2convex.core.Failure.AMBIGUOUS;
import static dev.pg2convex.core.Failure.CONFIGURATION;
import static dev.pg2convex.core.Failure.DETERMINISTIC;
import static dev.pg2convex.core.Failure.THROTTLED;
import static dev.pg2convex.core.Failure.UNAVAILABLE;

import dev.pg2convex.core.Failure;
import java.util.List;

/** What each HTTP status that is no answer of a function means. The first row that fits counts. */
final class FailureTable {
    static final String BAD_KEY = "bad_key";

    private static final String ANY = "*";

    /** 429 and 503 with one of Convex's own codes come before anything is committed; any other 503 may be a proxy's whose server had the request. */
    static final List<Row> ROWS = List.of(
            new Row(401, ANY, CONFIGURATION, BAD_KEY, "does not accept the deploy key; make a new one in the dashboard and set it"),
            new Row(403, ANY, CONFIGURATION, "key_lacks_permission",
                    "refuses the key; it needs the permissions to run internal queries and internal mutations of this deployment"),
            new Row(404, ANY, CONFIGURATION, "not_found",
                    "does not know this address; check the URL, and that the pg2convex functions are deployed (npx convex deploy)"),
            new Row(408, ANY, AMBIGUOUS, "server_timeout", "ran out of time"),
            new Row(413, ANY, DETERMINISTIC, "request_too_large", "refuses a request of this size"),
            new Row(429, "TooManyWrites", THROTTLED, "too_many_writes", "asks for fewer writes per second"),
            new Row(429, "TooManyConcurrentRequests", THROTTLED, "too_many_concurrent_requests", "asks for fewer calls at a time"),
            new Row(429, ANY, THROTTLED, "throttled", "asks to slow down"),
            // Convex reads the output format after it has committed.
            new Row(400, "BadFormat", AMBIGUOUS, "bad_format", "does not know the output format"),
            new Row(400, "InvalidAdminKey", CONFIGURATION, BAD_KEY, "cannot read the deploy key; copy it whole from the dashboard"),
            new Row(400, "InvalidHeaderFailure", CONFIGURATION, BAD_KEY, "cannot read the deploy key; copy it whole from the dashboard"),
            new Row(400, ANY, DETERMINISTIC, "bad_request", "refuses the request's form or size"),
            new Row(503, "OptimisticConcurrencyControlFailure", THROTTLED, "write_conflict",
                    "gave up on a transaction that others kept changing"),
            new Row(503, "CommitterFullError", THROTTLED, "committer_full", "has too many transactions waiting"),
            new Row(503, "WorkerOverloaded", THROTTLED, "workers_busy", "has no worker free"),
            new Row(503, "ExpiredInQueue", THROTTLED, "expired_in_queue", "left the call waiting too long"),
            new Row(503, ANY, AMBIGUOUS, "service_unavailable", "cannot serve at the moment"),
            new Row(500, ANY, AMBIGUOUS, "internal_error", "had an internal error"),
            new Row(502, ANY, AMBIGUOUS, "bad_gateway", "could not be reached by its own proxy"),
            new Row(504, ANY, AMBIGUOUS, "gateway_timeout", "did not answer its own proxy in time"));

    private static final Row REDIRECT = new Row(300, ANY, CONFIGURATION, "redirected",
            "redirects the call; set the URL that the deployment is served at");

    /** The run stops: taken for bad data it would set rows aside that are not at fault. */
    private static final Row OTHER_CLIENT_ERROR = new Row(400, ANY, CONFIGURATION, "unexpected_status",
            "gives an answer that Convex never gives; check the URL");

    private static final Row OTHER = new Row(500, ANY, AMBIGUOUS, "unexpected_status", "gives an answer that Convex never gives");

    private FailureTable() {}

    /** @param serverCode of the body, empty where it has none */
    static Row find(int status, String serverCode) {
        return ROWS.stream()
                .filter(row -> row.status() == status && (row.serverCode().equals(ANY) || row.serverCode().equals(serverCode)))
                .findFirst()
                .orElse(switch (status / 100) {
                    case 3 -> REDIRECT;
                    case 4 -> OTHER_CLIENT_ERROR;
                    default -> OTHER;
                });
    }

    /**
     * One line of the table.
     *
     * @param failure of a mutation
     * @param words what Convex does, after "Convex"
     */
    record Row(int status, String serverCode, Failure failure, String code, String words) {
        /** A query that may or may not have run has changed nothing. */
        Failure failureOf(ConvexFunction function) {
            return failure == AMBIGUOUS && !function.writes() ? UNAVAILABLE : failure;
        }
    }
}
