package dev.pg2convex.testing.proxy;

/** What happens to a connection over one statement. */
public enum PostgresFault {
    /** It is cut before the server gets the statement. */
    CUT_BEFORE,
    /** The server carries the statement out; the connection is cut instead of its answer. */
    CUT_AFTER
}
