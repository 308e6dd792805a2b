package dev.pg2convex.local;

/** Which pg2convex this is. A stack has the same in its outputs. */
public final class Version {
    public static final String CURRENT = "0.1.0";

    private Version() {}
}
