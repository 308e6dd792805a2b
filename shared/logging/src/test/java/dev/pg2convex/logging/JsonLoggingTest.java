package dev.pg2convex.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonLoggingTest {
    private final List<String> lines = new ArrayList<>();

    private JsonLoggers loggers(String level, Map<String, String> context) {
        return new JsonLoggers(LogLevels.of(level), new JsonLines(() -> context, lines::add));
    }

    private JsonNode only() {
        assertEquals(1, lines.size());
        assertEquals(1, lines.getFirst().lines().count());
        return new JsonMapper().readTree(lines.getFirst());
    }

    @Test
    void log_message_isOneLineWithWhatLambdaAndTheContextSay() {
        loggers(null, Map.of("run", "r1", "page", "7")).getLogger("dev.pg2convex.worker.X").warn("a \"{}\"\n{}", "quote", 5);

        var line = only();
        Instant.parse(line.get("timestamp").asString());
        assertEquals("WARN", line.get("level").asString());
        assertEquals("dev.pg2convex.worker.X", line.get("logger").asString());
        assertEquals("a \"quote\"\n5", line.get("message").asString());
        assertEquals("r1", line.get("run").asString());
        assertEquals("7", line.get("page").asString());
        assertNull(line.get("error"));
    }

    @Test
    void log_error_hasItsKindAndPlaceAndNotItsMessage() {
        loggers("DEBUG", Map.of()).getLogger("dev.pg2convex.X")
                .debug("failed", new IllegalStateException("secret", new RuntimeException("secret")));

        assertEquals("java.lang.IllegalStateException", only().get("error").get(0).asString());
        assertFalse(lines.getFirst().contains("secret"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,     INFO,  WARN
            '',    INFO,  WARN
            wrong, INFO,  WARN
            TRACE, TRACE, INFO
            debug, DEBUG, INFO
            INFO,  INFO,  WARN
            WARN,  WARN,  WARN
            ERROR, ERROR, ERROR
            FATAL, ERROR, ERROR
            """)
    void level_ofLambda_holdsForTheProgramAndLessForLibraries(String name, Level own, Level others) {
        assertEquals(new LogLevels(own, others), LogLevels.of(name));
    }

    @Test
    void log_belowTheLevel_isLeftOut() {
        var loggers = loggers("INFO", Map.of());
        loggers.getLogger("dev.pg2convex.X").debug("no");
        loggers.getLogger("com.zaxxer.hikari.X").info("no");
        assertEquals(List.of(), lines);
        loggers.getLogger("dev.pg2convex.X").info("yes");
        loggers.getLogger("com.zaxxer.hikari.X").warn("yes");
        assertEquals(2, lines.size());
    }

    @Test
    void provider_isTheOneThatSlf4jFinds() {
        assertInstanceOf(JsonLoggers.class, LoggerFactory.getILoggerFactory());
    }
}
