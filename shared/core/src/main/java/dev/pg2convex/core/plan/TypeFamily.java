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
    INTEGER(NUMBER, STRING, INT64), BIGINT(INT64, NUMBER, STRING), FLOAT(NUMBER, STRING), NUMERIC(STRING, NUMBER), BOOLEAN(STRING),
    /** What is text in Convex too: strings, and what is best written as one. */
    TEXT(STRING), TIMESTAMPTZ(Conversion.TIMESTAMP, NUMBER, STRING),
    /** Without a zone. */
    TIMESTAMP(Conversion.TIMESTAMP, NUMBER, STRING), JSON(STRING), BYTES(),
    /** An array; its {@code as:} is that of its elements. */
    ARRAY(), COMPOSITE(), HSTORE(),
    /** Anything else becomes text, with a warning. */
    OTHER(STRING);

    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "char", "name", "citext", "uuid", "inet", "cidr",
            "macaddr",
            "macaddr8", "interval", "date", "time", "timetz");
    /** Types without a default btree operator class: Postgres can neither sort nor compare them. */
    private static final Set<String> UNORDERED = Set.of("json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "cid",
            "xid",
            "aclitem", "refcursor", "pg_snapshot", "txid_snapshot", "hstore", "geometry", "jsonpath");

    private final List<Conversion> conversions;

    TypeFamily(Conversion... conversions) {
        this.conversions = List.of(conversions);
    }

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
                default -> TEXTS.contains(type.name()) ? TEXT : OTHER;
            };
        };
    }

    /** What {@code as:} may say of the type; of an array, what it may say of its elements. */
    public static List<Conversion> conversions(PgType type) {
        return type.element().map(TypeFamily::conversions).orElseGet(() -> of(type).conversions);
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
}
