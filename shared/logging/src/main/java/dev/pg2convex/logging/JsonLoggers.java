package dev.pg2convex.logging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** The loggers by name. */
final class JsonLoggers implements ILoggerFactory {
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final LogLevels levels;
    private final JsonLines lines;

    JsonLoggers(LogLevels levels, JsonLines lines) {
        this.levels = levels;
        this.lines = lines;
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, _ -> new JsonLogger(name, levels.ofLogger(name), lines));
    }
}
