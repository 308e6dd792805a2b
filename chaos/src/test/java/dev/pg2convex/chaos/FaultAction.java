package dev.pg2convex.chaos;

/** What happens to the program at a fault point. */
enum FaultAction {
    /** The process gets SIGKILL. */
    KILL,
    /** An exception that nobody expects. */
    THROW,
    /** It stops for longer than its lease, and goes on as a zombie. */
    PAUSE,
    /** Every message so far comes once more, and so does the command, while this one goes on. */
    DUPLICATE
}
