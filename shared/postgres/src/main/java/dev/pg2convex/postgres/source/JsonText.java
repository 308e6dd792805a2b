package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** json and jsonb: the same value. Of equal keys the last one holds, as in jsonb. */
final class JsonText {
    /** Far beyond Convex's 16, which the document is held to; here it only keeps the value small enough to walk through. */
    private static final int MAX_DEPTH = 64;

    // Postgres has limits of its own. Names are not kept: each row may have others.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .build();

    private final JsonParser parser;
    private final boolean round;
    private final Deque<Frame> open = new ArrayDeque<>();

    private JsonText(JsonParser parser, boolean round) {
        this.parser = parser;
        this.round = round;
    }

    /** @param round take the nearest double where a number does not survive */
    static Value decode(String text, boolean round) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonText(parser, round).read();
        } catch (JacksonException _) {
            // Its message quotes the text.
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
    }

    /** An array or object that is not complete yet. */
    private sealed interface Frame {}

    private record Items(List<Value> items) implements Frame {}

    private static final class Fields implements Frame {
        private final Map<String, Value> fields = new LinkedHashMap<>();
        private String name = "";
    }

    private Value read() {
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new UnfitException(RejectReason.INVALID_VALUE);
            }
            switch (token) {
                case START_ARRAY -> open(new Items(new ArrayList<>()));
                case START_OBJECT -> open(new Fields());
                case PROPERTY_NAME -> ((Fields) open.element()).name = UnicodeText.checked(parser.currentName());
                case END_ARRAY, END_OBJECT -> {
                    Value done = close(open.remove());
                    if (add(done)) {
                        return done;
                    }
                }
                default -> {
                    Value scalar = scalar(token);
                    if (add(scalar)) {
                        return scalar;
                    }
                }
            }
        }
    }

    private void open(Frame frame) {
        if (open.size() == MAX_DEPTH) {
            throw new UnfitException(RejectReason.TOO_DEEP);
        }
        open.push(frame);
    }

    private static Value close(Frame frame) {
        return switch (frame) {
            case Items items -> new Value.Array(items.items);
            case Fields fields -> new Value.Obj(fields.fields);
        };
    }

    /** @return it is the whole */
    private boolean add(Value value) {
        if (open.isEmpty()) {
            return true;
        }
        switch (open.element()) {
            case Items items -> items.items.add(value);
            case Fields fields -> fields.fields.put(fields.name, value);
        }
        return false;
    }

    private Value scalar(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> new Value.Text(UnicodeText.checked(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NumberText.number(parser.getString(), round);
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NULL -> new Value.Null();
            case NOT_AVAILABLE, START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new UnfitException(RejectReason.INVALID_VALUE);
        };
    }
}
