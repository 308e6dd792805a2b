package dev.pg2convex.mapping;

import dev.pg2convex.core.mapping.Location;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Where YAML nodes stand and how to call them in a message. */
final class Nodes {
    /** Longer texts are cut in messages. */
    private static final int SHOWN = 60;

    private Nodes() {}

    static Location at(Node node, String file) {
        return node.getStartMark().map(mark -> at(mark, file)).orElseGet(() -> new Location(file, 1, 1));
    }

    static Location at(Mark mark, String file) {
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** A plain scalar that YAML reads as text. */
    static boolean isText(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.STR);
    }

    /** Nothing is written there: {@code key:} alone. */
    static boolean isMissing(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL) && scalar.getValue().isEmpty();
    }

    /** What was found, for "found …". */
    static String describe(Node node) {
        return switch (node) {
            case MappingNode mapping -> mapping.getValue().isEmpty() ? "no keys (`{}`)" : "keys";
            case SequenceNode sequence -> sequence.getValue().isEmpty() ? "an empty list" : "a list";
            case ScalarNode scalar when isMissing(scalar) -> "nothing";
            case ScalarNode scalar -> describe(scalar.getTag(), scalar.getValue());
            default -> "something else";
        };
    }

    private static String describe(Tag tag, String value) {
        String shown = "`" + (value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value) + "`";
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return "the number " + shown;
        }
        if (tag.equals(Tag.STR)) {
            return value.isBlank() ? "an empty text" : shown;
        }
        return tag.equals(Tag.BOOL) || tag.equals(Tag.NULL) ? shown : "a value of the type " + tag.getValue();
    }
}
