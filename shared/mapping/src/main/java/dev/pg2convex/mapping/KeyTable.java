package dev.pg2convex.mapping;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that belong together at one level of the mapping file.
 *
 * @param noun what they describe, for messages
 * @param oneOf keys of which one must be given; empty when none must
 */
record KeyTable(String noun, List<KeySpec> keys, List<String> oneOf) {
    KeyTable {
        requireNonNull(noun);
        keys = List.copyOf(keys);
        oneOf = List.copyOf(oneOf);
    }

    Optional<KeySpec> key(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** Two keys that exclude each other are told of once, where the first says so. */
    boolean excludedFirst(String name, String other) {
        return !key(other).orElseThrow().excludes().contains(name) || names().indexOf(name) < names().indexOf(other);
    }

    List<String> names() {
        return keys.stream().map(KeySpec::name).toList();
    }

    String listed() {
        return names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
