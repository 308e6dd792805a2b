package dev.pg2convex.mapping;

import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the value of {@code default:}. A number is a double; only a whole number that no double can hold is an int64. */
final class DefaultReader {
    /** Convex's limit (convex-contract §2); an alias that leads back to itself ends here too. */
    private static final int DEEPEST = 16;
    /** More would be no default any more, and nested aliases multiply. */
    private static final int MOST_VALUES = 10_000;

    private final String file;
    private final String path;
    private final Problems problems;
    private int values;

    DefaultReader(String file, String path, Problems problems) {
        this.file = file;
        this.path = path;
        this.problems = problems;
    }

    /** Empty after a problem. */
    Optional<Value> read(Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            return refuse(node, "must be a value, found `null`; for a null write `null: null`");
        }
        return read(node, 1);
    }

    private Optional<Value> read(Node node, int depth) {
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            return values > MOST_VALUES + 1 ? Optional.empty() : refuse(node, "is too deep or too long for a Convex value");
        }
        return switch (node) {
            case SequenceNode list -> readItems(list, depth);
            case MappingNode mapping -> readFields(mapping, depth);
            case ScalarNode scalar -> readScalar(scalar);
            default -> refuse(node, "must be a value, found " + Nodes.describe(node));
        };
    }

    private Optional<Value> readItems(SequenceNode list, int depth) {
        List<Value> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            Optional<Value> value = read(item, depth + 1);
            if (value.isEmpty()) {
                return value;
            }
            items.add(value.get());
        }
        return Optional.of(new Value.Array(items));
    }

    private Optional<Value> readFields(MappingNode mapping, int depth) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                return refuse(entry.getKeyNode(), "has a key that is no text, found " + Nodes.describe(entry.getKeyNode()));
            }
            Optional<Value> value = read(entry.getValueNode(), depth + 1);
            if (value.isEmpty()) {
                return value;
            }
            if (fields.put(key.getValue(), value.get()) != null) {
                return refuse(key, "has the key `" + key.getValue() + "` twice");
            }
        }
        return Optional.of(new Value.Obj(fields));
    }

    private Optional<Value> readScalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.STR)) {
            return Optional.of(new Value.Text(text));
        }
        if (tag.equals(Tag.BOOL)) {
            return Optional.of(new Value.Bool(Boolean.parseBoolean(text)));
        }
        if (tag.equals(Tag.NULL)) {
            return Optional.of(new Value.Null());
        }
        if (tag.equals(Tag.FLOAT)) {
            return Optional.of(new Value.Float64(floating(text)));
        }
        return tag.equals(Tag.INT) ? whole(scalar) : refuse(scalar, "must be a value, found " + Nodes.describe(scalar));
    }

    private Optional<Value> whole(ScalarNode scalar) {
        String text = scalar.getValue();
        int radix = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : 10;
        BigInteger number = new BigInteger(radix == 10 ? text : text.substring(2), radix);
        if (number.equals(BigInteger.ZERO) || number.abs().bitLength() - number.getLowestSetBit() <= 53) {
            return Optional.of(new Value.Float64(number.doubleValue()));
        }
        return number.bitLength() < Long.SIZE ? Optional.of(new Value.Int64(number.longValueExact()))
                : refuse(scalar, "is a number that neither a double nor an int64 can hold exactly");
    }

    private static double floating(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case ".nan" -> Double.NaN;
            case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private Optional<Value> refuse(Node node, String problem) {
        problems.add(Nodes.at(node, file), path + ": `default` " + problem);
        return Optional.empty();
    }
}
