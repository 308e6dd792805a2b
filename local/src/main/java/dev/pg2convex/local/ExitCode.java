package dev.pg2convex.local;

/** The exit codes of every command. */
public final class ExitCode {
    public static final int CLEAN = 0;
    /** Finished, with rejects or findings; or a look-up that found nothing. */
    public static final int FINISHED_WITH_PROBLEMS = 1;
    /** Wrong input or configuration: nothing was done. */
    public static final int INPUT = 2;
    /** Stopped on the way: can be resumed. */
    public static final int STOPPED = 3;
    public static final int UNFORESEEN = 70;

    private ExitCode() {}
}
