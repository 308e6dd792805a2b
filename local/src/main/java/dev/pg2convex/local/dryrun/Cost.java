package dev.pg2convex.local.dryrun;

import java.util.List;

/**
 * What a first run would cost, its verification aside.
 *
 * @param batches mutations that write rows
 * @param calls those and the calls that every run makes
 * @param storageBytes documents, index entries and bookkeeping
 * @param ioBytes what is written; reading for the fence, for receipts and for adoption is small and not counted
 * @param verificationBytes what a verification reads besides: every document twice
 */
public record Cost(long batches, long calls, long storageBytes, long ioBytes, long verificationBytes) {
    /** Two handshakes, begin, and one call each to list and to drop receipts; the command line shakes hands once more. */
    static final int CALLS_OF_A_RUN = 6;
    /** Assumed, not measured: a mutation of 500 rows with its round trip. */
    public static final double SECONDS_PER_CALL = 0.5;

    static Cost of(List<TableFigures> tables) {
        long batches = 0;
        long bytes = 0;
        long documents = 0;
        for (var table : tables) {
            batches += table.batches() + table.secondBatches();
            bytes += table.documentBytes() + table.allIndexBytes() + table.bookkeepingBytes();
            documents += table.documentBytes();
        }
        return new Cost(batches, batches + CALLS_OF_A_RUN, bytes, bytes, 2 * documents);
    }

    /** How long the calls take side by side. */
    public double secondsOfCalls(DeploymentClass of) {
        return calls * SECONDS_PER_CALL / of.concurrency();
    }

    /** How long the bytes take at the class's write throughput. */
    public double secondsOfBytes(DeploymentClass of) {
        return (double) ioBytes / of.bytesPerSecond();
    }

    /** An estimate: whichever of the two is longer. */
    public double seconds(DeploymentClass of) {
        return Math.max(secondsOfCalls(of), secondsOfBytes(of));
    }
}
