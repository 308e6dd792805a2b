package dev.pg2convex.core.store;

/** The token, the run or the page is no longer what the caller holds: it must stop at once and write nothing. */
public final class StoreRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message which condition did not hold */
    public StoreRefused(String message) {
        super(message);
    }
}
