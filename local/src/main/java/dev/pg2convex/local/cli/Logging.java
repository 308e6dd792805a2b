package dev.pg2convex.local.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged to standard error: what asks for action, or everything. */
final class Logging {
    private Logging() {}

    static void configure(boolean debug) {
        if (LoggerFactory.getLogger("dev.pg2convex") instanceof Logger logger) {
            logger.setLevel(debug ? Level.DEBUG : Level.ERROR);
        }
    }
}
