package dev.pg2convex.local.cli;

/** Whether a person looks at what is printed. */
final class Terminal {
    private Terminal() {}

    static boolean isThere() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
