package dev.pg2convex.logging;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.slf4j.event.Level;

/**
 * How much is logged.
 *
 * @param own of the program's own loggers
 * @param others of the libraries', which say at INFO what only matters to those who look for a fault, and below it what nobody vouches for
 */
record LogLevels(Level own, Level others) {
    private static final String OWN = "dev.pg2convex";

    LogLevels {
        requireNonNull(own);
        requireNonNull(others);
    }

    /** @param name as Lambda's {@code ApplicationLogLevel} has it; INFO where there is none, or an unknown one */
    static LogLevels of(String name) {
        return switch (name == null ? "" : name.strip().toUpperCase(Locale.ROOT)) {
            case "TRACE" -> new LogLevels(Level.TRACE, Level.INFO);
            case "DEBUG" -> new LogLevels(Level.DEBUG, Level.INFO);
            case "WARN" -> new LogLevels(Level.WARN, Level.WARN);
            case "ERROR", "FATAL" -> new LogLevels(Level.ERROR, Level.ERROR);
            default -> new LogLevels(Level.INFO, Level.WARN);
        };
    }

    Level ofLogger(String logger) {
        return logger.startsWith(OWN) ? own : others;
    }
}
