package dev.pg2convex.mapping;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * One key of the mapping file.
 *
 * @param doc what it is for, for editors and documentation
 * @param byDefault what holds where it is not given
 * @param needs a key without which it has no meaning
 * @param excludes keys that contradict it
 */
record KeySpec(String name, KeyType type, String doc, Optional<String> byDefault, boolean required, Optional<String> needs,
        Set<String> excludes) {
    KeySpec {
        requireNonNull(name);
        requireNonNull(type);
        requireNonNull(doc);
        requireNonNull(byDefault);
        requireNonNull(needs);
        excludes = Set.copyOf(excludes);
    }

    static KeySpec of(String name, KeyType type, String doc) {
        return new KeySpec(name, type, doc, Optional.empty(), false, Optional.empty(), Set.of());
    }

    KeySpec mandatory() {
        return new KeySpec(name, type, doc, byDefault, true, needs, excludes);
    }

    KeySpec otherwise(String value) {
        return new KeySpec(name, type, doc, Optional.of(value), required, needs, excludes);
    }

    KeySpec with(String other) {
        return new KeySpec(name, type, doc, byDefault, required, Optional.of(other), excludes);
    }

    KeySpec without(String... others) {
        return new KeySpec(name, type, doc, byDefault, required, needs, Set.of(others));
    }
}
