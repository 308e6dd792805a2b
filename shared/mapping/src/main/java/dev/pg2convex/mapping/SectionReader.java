package dev.pg2convex.mapping;

import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Suggestion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Holds YAML nodes against a table of keys. */
final class SectionReader {
    private final String file;
    private final Problems problems;
    private final ValueCheck values;

    SectionReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.values = new ValueCheck(file, problems);
    }

    /** @param path of what the keys describe; empty for the file itself */
    Section read(MappingNode mapping, KeyTable table, String path, Location at) {
        Section section = new Section(path, at, Map.of(), Map.of(), Map.of());
        Map<String, Location> given = new LinkedHashMap<>();
        Set<String> misspelt = new HashSet<>();
        forEach(mapping, path, (key, value) -> {
            String name = key.getValue();
            given.put(name, Nodes.at(key, file));
            table.key(name).ifPresentOrElse(spec -> accept(section, spec, value, path), () -> {
                Optional<String> near = Suggestion.nearest(name, table.names());
                near.ifPresent(misspelt::add);
                problems.add(Nodes.at(key, file),
                        prefix(path) + "unknown key `" + name + "`" + near.map(meant -> "; did you mean `" + meant + "`?")
                                .orElseGet(() -> "; the keys of a " + table.noun() + " are " + table.listed()));
            });
        });
        checkTogether(table, given, path);
        checkComplete(table, Stream.concat(given.keySet().stream(), misspelt.stream()).collect(Collectors.toSet()), path, at);
        return section;
    }

    private void accept(Section section, KeySpec spec, Node value, String path) {
        String label = prefix(path) + "`" + spec.name() + "` ";
        if (Nodes.isMissing(value)) {
            problems.add(Nodes.at(value, file), label + "has no value; it must be " + spec.type().expected());
            return;
        }
        boolean good = switch (spec.type()) {
            case KeyType.Nested nested -> {
                if (!(value instanceof MappingNode mapping)) {
                    yield values.refuse(value, label, nested);
                }
                section.nested().put(spec.name(), read(mapping, nested.keys(), prefixed(path, spec.name()), Nodes.at(value, file)));
                yield true;
            }
            case KeyType.Named named -> {
                if (!(value instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
                    yield values.refuse(value, label, named);
                }
                section.named().put(spec.name(), readNamed(mapping, named, path));
                yield true;
            }
            case KeyType.Text text -> values.text(value, label, text);
            case KeyType.Names names -> values.names(value, label, names);
            case KeyType.Choice choice -> values.choice(value, label, choice);
            case KeyType.Flag flag -> values.flag(value, label, flag);
            case KeyType.AnyValue _ -> true;
        };
        if (good) {
            section.nodes().put(spec.name(), value);
        }
    }

    private Map<String, Section> readNamed(MappingNode mapping, KeyType.Named type, String path) {
        Map<String, Section> sections = new LinkedHashMap<>();
        forEach(mapping, path, (key, value) -> {
            String name = key.getValue();
            Location at = Nodes.at(key, file);
            type.problem().apply(name).ifPresent(problem -> problems.add(at, prefix(path) + problem));
            String own = prefixed(path, name);
            if (value instanceof MappingNode keys) {
                sections.put(name, read(keys, type.keys(), own, at));
            } else {
                shortForm(value, type, own, at).ifPresent(section -> sections.put(name, section));
            }
        });
        return sections;
    }

    private Optional<Section> shortForm(Node value, KeyType.Named type, String path, Location at) {
        Map<String, Node> nodes = switch (type.instead()) {
            case NOTHING -> value.getTag().equals(Tag.NULL) ? Map.of() : null;
            case COLUMN -> Nodes.isText(value) && !((ScalarNode) value).getValue().isBlank() ? Map.of("column", value) : null;
        };
        if (nodes == null) {
            String expected = switch (type.instead()) {
                case NOTHING -> "empty or keys (" + type.keys().listed() + ")";
                case COLUMN -> "the name of a Postgres column, or keys such as `{ column: NAME, as: number }`";
            };
            problems.add(Nodes.at(value, file),
                    path + " must be " + expected + ", found " + Nodes.describe(value) + ValueCheck.quotes(value));
        }
        return Optional.ofNullable(nodes).map(own -> new Section(path, at, own, Map.of(), Map.of()));
    }

    /** The entries whose keys are texts, each once. */
    private void forEach(MappingNode mapping, String path, BiConsumer<ScalarNode, Node> each) {
        Map<String, Location> first = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Location at = Nodes.at(entry.getKeyNode(), file);
            if (!(entry.getKeyNode() instanceof ScalarNode key) || key.getValue().isBlank()) {
                problems.add(at, prefix(path) + "a key must be a name, found " + Nodes.describe(entry.getKeyNode()));
                continue;
            }
            Location earlier = first.putIfAbsent(key.getValue(), at);
            if (earlier != null) {
                problems.add(at, prefix(path) + "`" + key.getValue() + "` is given twice, first in line " + earlier.line());
                continue;
            }
            each.accept(key, entry.getValueNode());
        }
    }

    private void checkTogether(KeyTable table, Map<String, Location> given, String path) {
        for (KeySpec spec : table.keys()) {
            Location place = given.get(spec.name());
            if (place == null) {
                continue;
            }
            spec.excludes()
                    .stream()
                    .filter(given::containsKey)
                    .filter(other -> table.excludedFirst(spec.name(), other))
                    .sorted()
                    .forEach(other -> problems.add(place,
                            prefix(path) + "`" + spec.name() + "` and `" + other + "` exclude each other; remove one of them"));
            spec.needs()
                    .filter(other -> !given.containsKey(other))
                    .ifPresent(other -> problems.add(place,
                            prefix(path) + "`" + spec.name() + "` goes with `" + other + "` only; add `" + other + "` or remove it"));
        }
    }

    /** @param given a key that is misspelt counts as given: one problem for one mistake */
    private void checkComplete(KeyTable table, Set<String> given, String path, Location at) {
        table.keys()
                .stream()
                .filter(KeySpec::required)
                .filter(spec -> !given.contains(spec.name()))
                .forEach(spec -> problems.add(at, prefix(path) + "`" + spec.name() + "` is missing; it must be " + spec.type().expected()));
        if (!table.oneOf().isEmpty() && table.oneOf().stream().noneMatch(given::contains)) {
            problems.add(at, prefix(path) + "it does not say where its value comes from; add one of "
                    + table.oneOf().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")));
        }
    }

    private static String prefix(String path) {
        return path.isEmpty() ? "" : path + ": ";
    }

    private static String prefixed(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
