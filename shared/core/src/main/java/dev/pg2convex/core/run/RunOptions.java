package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the operator allowed or asked for.
 *
 * @param verify end with the verify phase
 * @param allowDeletes delete even where more is gone than the guard lets pass
 * @param allowExisting start on a new target whose mapped tables have documents already
 * @param allowOtherSource go on although the source is another database than in the last run
 * @param removed what becomes of tables and fields that were migrated and that the mapping no longer has; of a reset, of all
 */
public record RunOptions(boolean verify, boolean allowDeletes, boolean allowExisting, boolean allowOtherSource, Optional<Removal> removed) {
    public static final RunOptions DEFAULT = new RunOptions(true, false, false, false);

    public RunOptions {
        requireNonNull(removed);
    }

    /** Of a mapping that lets go of nothing. */
    public RunOptions(boolean verify, boolean allowDeletes, boolean allowExisting, boolean allowOtherSource) {
        this(verify, allowDeletes, allowExisting, allowOtherSource, Optional.empty());
    }

    /** Lets go of everything. Nothing is guarded: the operator was asked. */
    public static RunOptions ofReset(Removal removal) {
        return new RunOptions(false, true, false, true, Optional.of(removal));
    }
}
