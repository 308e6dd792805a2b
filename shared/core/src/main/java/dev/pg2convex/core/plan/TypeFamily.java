package dev.pg2convex.core.plan;

import static dev.pg2convex.core.mapping.Conversion.INT64;
import static dev.pg2convex.core.mapping.Conversion.NUMBER;
import static dev.pg2convex.core.mapping.Conversion.STRING;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.source.PgType;
import java.util.List;
import java.util.Set;

/** The rows of the table of values (design §7): types that become Convex values by the same rules. */
public enum TypeFamily {
    /** Up to 32 bits: int2, int4, oid. */
    INTEGER,
    /** int8. */
    BIGINT, FLOAT, NUMERIC, BOOLEAN,
    /** What is text in Convex too: strings, and what is best written as one. */
    TEXT, TIMESTAMPTZ,
    /** Without a zone. */
    TIMESTAMP, JSON, BYTES,
    /** An array; its {@code as:} is that of its elements. */
    ARRAY, COMPOSITE, HSTORE,
    /** pgvector's vector and halfvec: an array of numbers, as Convex's vector indexes take it. */
    VECTOR,
    /** Anything else becomes text, with a warning. */
    OTHER;

    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "char", "name", "citext", "uuid", "inet", "cidr",
            "macaddr", "macaddr8", "interval", "date", "time", "timetz", "sparsevec");
    /** Types without a default btree operator class: Postgres can neither sort nor compare them. */
    private static final Set<String> UNORDERED = Set.of("json", "jsonpath", "xml", "point", "line", "lseg", "box", "path", "polygon",
            "circle", "cid", "xid", "aclitem", "refcursor", "pg_snapshot", "txid_snapshot");

    public static TypeFamily of(PgType type) {
        return switch (type.kind()) {
            case ENUM, RANGE -> TEXT;
            case ARRAY -> ARRAY;
            case COMPOSITE -> COMPOSITE;
            case BASE -> switch (type.name()) {
                case "int2", "int4", "oid" -> INTEGER;
                case "int8" -> BIGINT;
                case "float4", "float8" -> FLOAT;
                case "numeric" -> NUMERIC;
                case "bool" -> BOOLEAN;
                case "timestamptz" -> TIMESTAMPTZ;
                case "timestamp" -> TIMESTAMP;
                case "json", "jsonb" -> JSON;
                case "bytea" -> BYTES;
                case "hstore" -> HSTORE;
                case "vector", "halfvec" -> VECTOR;
                default -> TEXTS.contains(type.name()) ? TEXT : OTHER;
            };
        };
    }

    /** What {@code as:} may say of the type; of an array, what it may say of its elements. */
    public static List<Conversion> conversions(PgType type) {
        return type.element().map(TypeFamily::conversions).orElseGet(() -> of(type).own());
    }

    /** Postgres can sort and compare the type's values: it can be a key, or unique. */
    public static boolean ordered(PgType type) {
        return !UNORDERED.contains(type.name()) && type.element().map(TypeFamily::ordered).orElse(true)
                && type.attributes().stream().allMatch(attribute -> ordered(attribute.type()));
    }

    /** The type is of one of these families or is made of a type that is. */
    static boolean holds(PgType type, Set<TypeFamily> families) {
        return families.contains(of(type)) || type.element().map(element -> holds(element, families)).orElse(false)
                || type.attributes().stream().anyMatch(attribute -> holds(attribute.type(), families));
    }

    /** The default first. */
    private List<Conversion> own() {
        return switch (this) {
            case INTEGER -> List.of(NUMBER, STRING, INT64);
            case BIGINT -> List.of(INT64, NUMBER, STRING);
            case FLOAT -> List.of(NUMBER, STRING);
            case NUMERIC -> List.of(STRING, NUMBER);
            case TIMESTAMP, TIMESTAMPTZ -> List.of(Conversion.TIMESTAMP, NUMBER, STRING);
            case BOOLEAN, TEXT, JSON, VECTOR, OTHER -> List.of(STRING);
            case BYTES, ARRAY, COMPOSITE, HSTORE -> List.of();
        };
    }
}
