package dev.pg2convex.core.run;

/** What is said where a run is not to be had, by whoever notices it first. */
public final class Refusals {
    private Refusals() {}

    public static String neverRun(String mapping) {
        return "mapping " + mapping + " was never run; start with `pg2convex run`";
    }

    /** Of a reset, which may have begun to forget: ended half-way, it would leave a later run with the half of what it needs. */
    public static String resetBegun(Run reset) {
        return "mapping " + reset.mapping() + " is being reset since " + reset.createdAt()
                + ", which can only be finished: `pg2convex reset` goes on with it";
    }
}
