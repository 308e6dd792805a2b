package dev.pg2convex.local.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How much is done at once. */
final class Concurrency {
    /** Half of what Convex's smallest class takes: the application needs the rest. */
    private static final int DEFAULT = 8;

    @Option(names = "--concurrency", paramLabel = "N", description = "Pages under work at once (default: " + DEFAULT
            + "; Convex's smallest class takes 16 mutations). Not with --stack.")
    Optional<Integer> pages = Optional.empty();

    int checked() {
        int asked = pages.orElse(DEFAULT);
        if (asked < 1 || asked > 256) {
            throw new InputException("--concurrency must be from 1 to 256, found " + asked);
        }
        return asked;
    }

    /** @throws InputException where it was given */
    void refuseWithStack() {
        if (pages.isPresent()) {
            throw new InputException(
                    "--concurrency does not go with --stack: how many pages its functions work on at once are the stack's parameters"
                            + " WorkerConcurrency and VerifierConcurrency; change them with `sam deploy`");
        }
    }
}
