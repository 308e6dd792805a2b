package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads Postgres's text of an array; its lower bounds, which no Convex array has, are left out. */
final class ArrayText {
    private final String text;
    private final char delimiter;
    private final TextDecoder element;
    private int at;

    ArrayText(String text, char delimiter, TextDecoder element) {
        this.text = text;
        this.delimiter = delimiter;
        this.element = element;
    }

    Value decode() {
        if (text.startsWith("[")) {
            at = text.indexOf('=') + 1;
        }
        Value array = array();
        if (at != text.length()) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        return array;
    }

    private Value array() {
        expect('{');
        List<Value> items = new ArrayList<>();
        if (peek() != '}') {
            items.add(item());
            while (peek() == delimiter) {
                at++;
                items.add(item());
            }
        }
        expect('}');
        return new Value.Array(items);
    }

    private Value item() {
        if (peek() == '{') {
            return array();
        }
        if (peek() == '"') {
            return element.decode(quoted());
        }
        int start = at;
        while (peek() != delimiter && peek() != '}') {
            at++;
        }
        String plain = text.substring(start, at);
        return plain.equals("NULL") ? new Value.Null() : element.decode(plain);
    }

    private String quoted() {
        var content = new StringBuilder();
        at++;
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            content.append(peek());
            at++;
        }
        at++;
        return content.toString();
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        return text.charAt(at);
    }
}
