package dev.pg2convex.core.mapping;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One Convex field and where its value comes from.
 *
 * @param name the Convex field's name
 * @param ref set when the value is the ID of another document
 * @param round take the nearest double where a number does not survive, instead of rejecting the row
 * @param zone the zone of a {@code timestamp} without one; UTC when not given
 */
public record FieldMapping(String name, FieldSource source, Conversion as, Optional<Ref> ref, NullPolicy onNull, KeysPolicy keys,
        Unique unique, boolean round, Optional<String> zone, Location at) {
    public FieldMapping {
        requireNonNull(name);
        requireNonNull(source);
        requireNonNull(as);
        requireNonNull(ref);
        requireNonNull(onNull);
        requireNonNull(keys);
        requireNonNull(unique);
        requireNonNull(zone);
        requireNonNull(at);
    }
}
