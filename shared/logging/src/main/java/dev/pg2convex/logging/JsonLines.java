package dev.pg2convex.logging;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.event.Level;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code {"timestamp":"…","level":"INFO","logger":"…","message":"…","requestId":"…","run":"…","page":"…","table":"…"}}: timestamp and level as Lambda
 * wants them, and what is known of the work at hand.
 */
final class JsonLines {
    private static final int MOST_FRAMES = 30;

    private final JsonFactory json = new JsonFactory();
    private final Supplier<Map<String, String>> context;
    private final Consumer<String> log;

    JsonLines(Supplier<Map<String, String>> context, Consumer<String> log) {
        this.context = context;
        this.log = log;
    }

    void write(Level level, String logger, String message, Throwable error) {
        var text = new StringWriter();
        try (var line = json.createGenerator(ObjectWriteContext.empty(), text)) {
            line.writeStartObject();
            line.writeStringProperty("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            line.writeStringProperty("level", level.name());
            line.writeStringProperty("logger", logger);
            line.writeStringProperty("message", String.valueOf(message));
            var known = context.get();
            if (known != null) {
                known.forEach(line::writeStringProperty);
            }
            if (error != null) {
                write(error, line);
            }
            line.writeEndObject();
        }
        log.accept(text.toString());
    }

    /** Kinds and places alone: the message of a foreign error may hold a row's values. */
    private static void write(Throwable error, JsonGenerator line) {
        line.writeArrayPropertyStart("error");
        int frames = 0;
        for (var each = error; each != null && frames < MOST_FRAMES; each = each.getCause()) {
            line.writeString(each.getClass().getName());
            for (var frame : each.getStackTrace()) {
                if (frames++ < MOST_FRAMES) {
                    line.writeString("at " + frame);
                }
            }
        }
        line.writeEndArray();
    }
}
