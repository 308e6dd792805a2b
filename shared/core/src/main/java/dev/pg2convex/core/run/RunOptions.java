package dev.pg2convex.core.run;

/**
 * What the operator allowed or asked for.
 *
 * @param verify end with the verify phase
 * @param allowDeletes delete even where more is gone than the guard lets pass
 * @param allowExisting start on a new target whose mapped tables have documents already
 * @param allowOtherSource go on although the source is another database than in the last run
 */
public record RunOptions(boolean verify, boolean allowDeletes, boolean allowExisting, boolean allowOtherSource) {
    public static final RunOptions DEFAULT = new RunOptions(true, false, false, false);
}
