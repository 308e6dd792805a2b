package dev.pg2convex.local;

import dev.pg2convex.local.cli.Root;

/** The command line's entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Termination.install();
        Termination.exit(Root.execute(args));
    }
}
