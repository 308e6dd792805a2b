package dev.pg2convex.local.cli;

/** Whether a person looks at what is printed. */
final class Terminal {
    private Terminal() {}

    /** JDK 22 to 24 gave a console where there is no terminal, 25 gives null again. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isThere() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
