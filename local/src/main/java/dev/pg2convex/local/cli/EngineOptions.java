package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.RunOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of commands that move rows. */
final class EngineOptions {
    @Option(names = "--no-verify", negatable = false, description = "Do not verify at the end.")
    boolean noVerify;

    @Option(names = "--allow-deletes", description = "Delete even where over 10 %% (and over 100) of a table's documents would go.")
    boolean allowDeletes;

    @Option(names = "--allow-existing", description = "Start on a new deployment though mapped tables have documents already.")
    boolean allowExisting;

    @Option(names = "--allow-other-source", description = "Go on though the source is another database than in the last run.")
    boolean allowOtherSource;

    @Option(names = "--removed", paramLabel = "CHOICE", description = "What becomes of tables and fields that were migrated and that the mapping no longer has: keep leaves the documents as they are, delete takes the fields out and deletes the tables' documents.")
    Removal removed;

    RunOptions options() {
        return new RunOptions(!noVerify, allowDeletes, allowExisting, allowOtherSource, Optional.ofNullable(removed));
    }
}
