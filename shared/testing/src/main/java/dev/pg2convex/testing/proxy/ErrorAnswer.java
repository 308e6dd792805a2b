package dev.pg2convex.testing.proxy;

/** The HTTP answers that do not come from a function, by the Convex contract: those of the backend, and those of what stands before it. */
public enum ErrorAnswer {
    // @formatter:off
    TOO_MANY_CONCURRENT_REQUESTS(429, "TooManyConcurrentRequests", false),
    TOO_MANY_WRITES(429, "TooManyWrites", false),
    WRITE_CONFLICT(503, "OptimisticConcurrencyControlFailure", false),
    COMMITTER_FULL(503, "CommitterFullError", false),
    WORKER_OVERLOADED(503, "WorkerOverloaded", false),
    EXPIRED_IN_QUEUE(503, "ExpiredInQueue", false),
    BAD_ADMIN_KEY(401, "BadAdminKey", false),
    BAD_DEPLOY_KEY(403, "BadDeployKey", false),
    BAD_JSON_BODY(400, "BadJsonBody", false),
    SERVER_TIMEOUT(408, "RequestTimeout", true),
    INTERNAL_ERROR(500, "InternalServerError", true),
    /** The backend looks at the output format when it has committed. */
    BAD_FORMAT(400, "BadFormat", true),
    BAD_GATEWAY(502, "", true),
    SERVICE_UNAVAILABLE(503, "", true),
    GATEWAY_TIMEOUT(504, "", true),
    /** A captive portal, a maintenance page: a success that is none. */
    HTML_PAGE(200, "", true);
    // @formatter:on

    private final int status;
    private final String code;
    private final boolean mayHaveCommitted;

    ErrorAnswer(int status, String code, boolean mayHaveCommitted) {
        this.status = status;
        this.code = code;
        this.mayHaveCommitted = mayHaveCommitted;
    }

    public int status() {
        return status;
    }

    /** Convex's own code; empty where something before Convex answers with an HTML page. */
    public String code() {
        return code;
    }

    /** Whether Convex may have carried the call out before this answer is given. */
    public boolean mayHaveCommitted() {
        return mayHaveCommitted;
    }
}
