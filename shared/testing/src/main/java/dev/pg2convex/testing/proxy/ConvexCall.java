package dev.pg2convex.testing.proxy;

import static java.util.Objects.requireNonNull;

/**
 * One call as a {@link FaultPlan} sees it.
 *
 * @param function such as {@value #WRITE}; the path of the URL for what is no call of a function
 * @param number among all calls since the plan is followed, from 1
 * @param numberOfFunction among the calls of this function since the plan is followed, from 1
 */
public record ConvexCall(String function, long number, long numberOfFunction) {
    public static final String HANDSHAKE = "pg2convex/handshake:handshake";
    public static final String BEGIN = "pg2convex/begin:begin";
    public static final String WRITE = "pg2convex/write:write";
    public static final String SETTLE = "pg2convex/settle:settle";
    public static final String LIST_RECEIPTS = "pg2convex/receipts:list";
    public static final String DROP_RECEIPTS = "pg2convex/receipts:drop";
    public static final String GET_DOCUMENTS = "pg2convex/documents:get";
    public static final String SCAN_DOCUMENTS = "pg2convex/documents:scan";

    public ConvexCall {
        requireNonNull(function);
    }
}
