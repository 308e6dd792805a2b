package dev.pg2convex.convex;

/** The functions that a user has copied into the Convex project. */
enum ConvexFunction {
    // @formatter:off
    HANDSHAKE("handshake:handshake", false),
    BEGIN("begin:begin", true),
    WRITE("write:write", true),
    SETTLE("settle:settle", true),
    LIST_RECEIPTS("receipts:list", false),
    DROP_RECEIPTS("receipts:drop", true),
    CLAIM_DOCUMENTS("owners:claim", true),
    RELEASE_DOCUMENTS("owners:release", true),
    END("end:end", true),
    GET_DOCUMENTS("documents:get", false),
    SCAN_DOCUMENTS("documents:scan", false);
    // @formatter:on

    private final String path;
    private final boolean writes;

    ConvexFunction(String path, boolean writes) {
        this.path = "pg2convex/" + path;
        this.writes = writes;
    }

    String path() {
        return path;
    }

    /** A mutation, whose lost answer leaves in doubt whether it was committed. */
    boolean writes() {
        return writes;
    }

    String route() {
        return writes ? "/api/mutation" : "/api/query";
    }
}
