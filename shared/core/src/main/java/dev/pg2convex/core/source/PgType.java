package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A Postgres type, domains already replaced by what they are over.
 *
 * @param name the catalog's name, such as {@code int4}, {@code numeric}, {@code timestamptz}; of an array, that of its element with {@code []}
 * @param element the element type of an array
 * @param attributes of a composite type, in order
 * @param labels of an enum, in order
 */
public record PgType(String name, Kind kind, Optional<PgType> element, List<Attribute> attributes, List<String> labels) {
    public PgType {
        requireNonNull(name);
        requireNonNull(kind);
        requireNonNull(element);
        attributes = List.copyOf(attributes);
        labels = List.copyOf(labels);
    }

    public PgType(String name, Kind kind, Optional<PgType> element, List<Attribute> attributes) {
        this(name, kind, element, attributes, List.of());
    }

    public static PgType base(String name) {
        return new PgType(name, Kind.BASE, Optional.empty(), List.of());
    }

    public static PgType enumeration(String name, String... labels) {
        return new PgType(name, Kind.ENUM, Optional.empty(), List.of(), List.of(labels));
    }

    public static PgType array(PgType element) {
        return new PgType(element.name() + "[]", Kind.ARRAY, Optional.of(element), List.of());
    }

    /** What a type is made of. */
    public enum Kind {
        BASE, ENUM, ARRAY, COMPOSITE, RANGE
    }

    /** One attribute of a composite type. */
    public record Attribute(String name, PgType type) {}
}
