package dev.pg2convex.mapping;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One level of the file, checked against its keys: what did not pass is not in here and is reported already.
 *
 * @param path for messages, such as {@code users.credits}
 * @param nodes by key
 * @param named by key and name; like the other maps, filled while it is read
 */
record Section(String path, Location at, Map<String, Node> nodes, Map<String, Section> nested, Map<String, Map<String, Section>> named) {
    Section {
        requireNonNull(path);
        requireNonNull(at);
        nodes = new LinkedHashMap<>(nodes);
        nested = new LinkedHashMap<>(nested);
        named = new LinkedHashMap<>(named);
    }

    boolean has(String key) {
        return nodes.containsKey(key);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(nodes.get(key)).map(node -> ((ScalarNode) node).getValue());
    }

    boolean flag(String key) {
        return text(key).map(Boolean::parseBoolean).orElse(false);
    }

    List<String> names(String key) {
        return switch (nodes.get(key)) {
            case SequenceNode list -> list.getValue().stream().map(item -> ((ScalarNode) item).getValue()).toList();
            case ScalarNode one -> List.of(one.getValue());
            case null, default -> List.of();
        };
    }
}
