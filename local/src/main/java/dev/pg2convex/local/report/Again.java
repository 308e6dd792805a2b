package dev.pg2convex.local.report;

import static java.util.Objects.requireNonNull;

/**
 * How a further command is written that means the same run.
 *
 * @param options what it needs beside its name: empty, or with a blank before each
 */
public record Again(String options) {
    public Again {
        requireNonNull(options);
    }

    /** For a reader to copy. */
    public String command(String name) {
        return "`pg2convex " + name + options + "`";
    }
}
