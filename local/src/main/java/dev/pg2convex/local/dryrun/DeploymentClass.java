package dev.pg2convex.local.dryrun;

/**
 * A deployment's size (convex-contract §3): how many mutations run at once, and how many bytes of documents and index entries it takes a second. The
 * same page as {@link ConvexPlan#SOURCE} publishes both.
 */
public enum DeploymentClass {
    S16(16, 4L << 20), S256(256, 8L << 20);

    private final int concurrency;
    private final long bytesPerSecond;

    DeploymentClass(int concurrency, long bytesPerSecond) {
        this.concurrency = concurrency;
        this.bytesPerSecond = bytesPerSecond;
    }

    public int concurrency() {
        return concurrency;
    }

    public long bytesPerSecond() {
        return bytesPerSecond;
    }
}
