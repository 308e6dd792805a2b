package dev.pg2convex.core.plan;

import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceColumn;
import java.util.Optional;
import java.util.Set;

/** Which columns can be part of a key: those whose equal values have one text, so that a row is found again by it. */
final class KeyTypes {
    /** Equal values are brought into one form, but not where they are inside of an array. */
    private static final Set<String> BY_ITSELF = Set.of("numeric", "float4", "float8", "bpchar", "citext", "interval");
    private static final Set<String> LOOSE = Set.of("jsonb", "vector", "halfvec", "sparsevec", "cube", "seg", "geometry", "geography");
    private static final Set<String> EXACT_RANGES = Set.of("int4range", "int8range", "daterange", "tsrange", "tstzrange", "int4multirange",
            "int8multirange", "datemultirange", "tsmultirange", "tstzmultirange");

    private KeyTypes() {}

    /** What keeps the column from being part of a key. */
    static Optional<String> problem(SourceColumn column) {
        String type = column.type().name();
        if (!TypeFamily.ordered(column.type())) {
            return Optional.of("but Postgres cannot sort its type " + type + ";");
        }
        if (!column.deterministic()) {
            return Optional.of("but its collation is nondeterministic: Postgres holds texts equal that differ, and one key would have several"
                    + " texts; give it a deterministic collation in Postgres, or");
        }
        return exact(column.type()) ? Optional.empty()
                : Optional.of("but values of its type " + type + " can be equal and yet be written differently, and one key would have several texts;");
    }

    private static boolean exact(PgType type) {
        return switch (type.kind()) {
            case BASE -> !LOOSE.contains(type.name());
            case ENUM -> true;
            case ARRAY -> exact(type.element().orElseThrow()) && !BY_ITSELF.contains(type.element().orElseThrow().name());
            case RANGE -> EXACT_RANGES.contains(type.name());
            case COMPOSITE -> false;
        };
    }
}
