package dev.pg2convex.mapping;

import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Checks what stands behind a single key. Each method says whether it is good, and reports it where it is not. */
final class ValueCheck {
    private final String file;
    private final Problems problems;

    ValueCheck(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    boolean refuse(Node value, String label, KeyType type) {
        return refuse(value, label + "must be " + type.expected() + ", found " + Nodes.describe(value));
    }

    boolean text(Node value, String label, KeyType.Text type) {
        if (!isGoodText(value)) {
            return refuse(value, label + "must be " + type.expected() + ", found " + Nodes.describe(value) + quotes(value));
        }
        Optional<String> problem = type.problem().apply(((ScalarNode) value).getValue());
        problem.ifPresent(text -> refuse(value, label + text));
        return problem.isEmpty();
    }

    boolean names(Node value, String label, KeyType.Names type) {
        if (!(value instanceof SequenceNode list) || list.getValue().isEmpty()) {
            return isGoodText(value)
                    || refuse(value, label + "must be " + type.expected() + ", found " + Nodes.describe(value) + quotes(value));
        }
        Set<String> seen = new HashSet<>();
        List<Node> items = list.getValue();
        boolean good = true;
        for (Node item : items) {
            if (!isGoodText(item)) {
                good = refuse(item,
                        label + "must be " + type.expected() + ", found " + Nodes.describe(item) + " in the list" + quotes(item));
            } else if (!seen.add(((ScalarNode) item).getValue())) {
                good = refuse(item, label + "lists " + Nodes.describe(item) + " twice");
            }
        }
        return good;
    }

    boolean choice(Node value, String label, KeyType.Choice type) {
        if (value instanceof ScalarNode scalar) {
            String word = scalar.getTag().equals(Tag.NULL) ? "null" : scalar.getValue();
            if (type.words().contains(word)) {
                return true;
            }
            return refuse(value, label + "must be " + type.expected() + ", found " + Nodes.describe(value)
                    + Suggestion.nearest(word, type.words()).map(near -> "; did you mean `" + near + "`?").orElse(""));
        }
        return refuse(value, label, type);
    }

    boolean flag(Node value, String label, KeyType.Flag type) {
        return (value instanceof ScalarNode && value.getTag().equals(Tag.BOOL)) || refuse(value, label, type);
    }

    /** The advice for a text that YAML takes for something else. */
    static String quotes(Node value) {
        boolean other = value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.STR) && !scalar.getValue().isEmpty();
        return other ? "; put it in quotes if it is meant as text" : "";
    }

    private static boolean isGoodText(Node value) {
        return Nodes.isText(value) && !((ScalarNode) value).getValue().isBlank();
    }

    private boolean refuse(Node value, String message) {
        problems.add(Nodes.at(value, file), message);
        return false;
    }
}
