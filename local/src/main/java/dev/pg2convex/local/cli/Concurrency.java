package dev.pg2convex.local.cli;

import picocli.CommandLine.Option;

/** How much is done at once. */
final class Concurrency {
    /** Half of what Convex's smallest class takes: the application needs the rest. */
    @Option(names = "--concurrency", paramLabel = "N", defaultValue = "8", description = "Pages under work at once (default: ${DEFAULT-VALUE}; Convex's smallest class takes 16 mutations).")
    int pages;

    int checked() {
        if (pages < 1 || pages > 256) {
            throw new InputException("--concurrency must be from 1 to 256, found " + pages);
        }
        return pages;
    }
}
