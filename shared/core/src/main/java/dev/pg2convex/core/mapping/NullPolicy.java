package dev.pg2convex.core.mapping;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.value.Value;

/** What a SQL null becomes. */
public sealed interface NullPolicy {
    /** The field is left out. */
    record Omit() implements NullPolicy {}

    /** The field is {@code null}. */
    record AsNull() implements NullPolicy {}

    /** The field gets this value. */
    record Default(Value value) implements NullPolicy {
        public Default {
            requireNonNull(value);
        }
    }
}
