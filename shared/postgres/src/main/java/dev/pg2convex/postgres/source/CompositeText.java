package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads Postgres's text of a composite value. An attribute that is null is left out. */
final class CompositeText {
    private final String text;
    private int at = 1;

    private CompositeText(String text) {
        this.text = text;
    }

    static Value decode(String text, List<String> names, List<TextDecoder> decoders) {
        List<Optional<String>> texts = new CompositeText(text).attributes(names.size());
        var fields = new LinkedHashMap<String, Value>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            TextDecoder decoder = decoders.get(i);
            texts.get(i).ifPresent(attribute -> fields.put(name, decoder.decode(attribute)));
        }
        return new Value.Obj(fields);
    }

    private List<Optional<String>> attributes(int count) {
        List<Optional<String>> attributes = new ArrayList<>();
        if (!text.startsWith("(")) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        while (attributes.size() < count) {
            attributes.add(attribute());
            boolean last = attributes.size() == count;
            if (peek() != (last ? ')' : ',')) {
                throw new UnfitException(RejectReason.INVALID_VALUE);
            }
            at++;
        }
        return attributes;
    }

    private Optional<String> attribute() {
        if (peek() == ',' || peek() == ')') {
            return Optional.empty();
        }
        var content = new StringBuilder();
        boolean quoted = false;
        while (quoted || (peek() != ',' && peek() != ')')) {
            char c = peek();
            at++;
            if (c == '\\' || (c == '"' && quoted && peek() == '"')) {
                content.append(peek());
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else {
                content.append(c);
            }
        }
        return Optional.of(content.toString());
    }

    private char peek() {
        if (at >= text.length()) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        return text.charAt(at);
    }
}
