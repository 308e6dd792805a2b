package dev.pg2convex.local.dryrun;

/**
 * What Convex's plans include, as https://docs.convex.dev/production/state/limits says it: function calls and database I/O a month, and database
 * storage. Copies of the page give the bytes as GB or as GiB: here they are GB, the smaller. Business and Enterprise have allocations of their own.
 */
public enum ConvexPlan {
    FREE_AND_STARTER("Free and Starter", 1_000_000, 1_000_000_000L, 500_000_000L),
    PROFESSIONAL("Professional", 25_000_000, 50_000_000_000L, 50_000_000_000L);

    /** Where the figures are from. */
    public static final String SOURCE = "https://docs.convex.dev/production/state/limits";

    private final String label;
    private final long calls;
    private final long ioBytes;
    private final long storageBytes;

    ConvexPlan(String label, long calls, long ioBytes, long storageBytes) {
        this.label = label;
        this.calls = calls;
        this.ioBytes = ioBytes;
        this.storageBytes = storageBytes;
    }

    public String label() {
        return label;
    }

    /** Function calls a month. */
    public long calls() {
        return calls;
    }

    /** Database I/O a month. */
    public long ioBytes() {
        return ioBytes;
    }

    public long storageBytes() {
        return storageBytes;
    }
}
