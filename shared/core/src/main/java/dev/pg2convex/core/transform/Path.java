package dev.pg2convex.core.transform;

import java.util.regex.Pattern;

/** Where inside a document, such as {@code metadata.a[3]}; made into text only where something is wrong. */
sealed interface Path {
    /** Longer paths are cut: they are made of keys, and a key may have 1,024 characters. */
    int MAX_TEXT = 200;

    Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    record Root() implements Path {}

    record Field(Path parent, String name) implements Path {}

    record Item(Path parent, int index) implements Path {}

    /** The document itself. */
    static Path root() {
        return new Root();
    }

    default Path field(String name) {
        return new Field(this, name);
    }

    default Path item(int index) {
        return new Item(this, index);
    }

    default int depth() {
        return switch (this) {
            case Root _ -> 0;
            case Field field -> 1 + field.parent().depth();
            case Item item -> 1 + item.parent().depth();
        };
    }

    /** The document's field that this is in; empty for the document itself. */
    default String topField() {
        return switch (this) {
            case Root _ -> "";
            case Field(Root _, String name) -> name;
            case Field field -> field.parent().topField();
            case Item item -> item.parent().topField();
        };
    }

    default String text() {
        StringBuilder text = new StringBuilder();
        append(this, text);
        return text.length() <= MAX_TEXT ? text.toString() : text.substring(0, MAX_TEXT) + "…";
    }

    private static void append(Path path, StringBuilder text) {
        switch (path) {
            case Root _ -> {
            }
            case Field(Path parent, String name) -> {
                append(parent, text);
                if (PLAIN.matcher(name).matches()) {
                    text.append(text.isEmpty() ? "" : ".").append(name);
                } else {
                    text.append("[\"").append(name.replace("\"", "\\\"")).append("\"]");
                }
            }
            case Item(Path parent, int index) -> {
                append(parent, text);
                text.append('[').append(index).append(']');
            }
        }
    }
}
