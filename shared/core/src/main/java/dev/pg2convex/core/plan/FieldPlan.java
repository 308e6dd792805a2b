package dev.pg2convex.core.plan;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.source.PgType;
import java.util.Optional;

/** A field mapping with the type of its value known and its reference resolved. */
public record FieldPlan(String name, FieldSource source, PgType type, Conversion as, Optional<RefPlan> ref, NullPolicy onNull,
        KeysPolicy keys, Unique unique, boolean round, Optional<String> zone, Location at) {
    public FieldPlan {
        requireNonNull(name);
        requireNonNull(source);
        requireNonNull(type);
        requireNonNull(as);
        requireNonNull(ref);
        requireNonNull(onNull);
        requireNonNull(keys);
        requireNonNull(unique);
        requireNonNull(zone);
        requireNonNull(at);
    }
}
