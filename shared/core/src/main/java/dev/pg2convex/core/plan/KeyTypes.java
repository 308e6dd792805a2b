package dev.pg2convex.core.plan;

import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceColumn;
import java.util.Optional;
import java.util.Set;

/** Which columns can be part of a key: those whose equal values have one text, so that a row is found again by it. */
final class KeyTypes {
    /** Base types of extensions, and jsonb: 1.0 and 1.00, 0 and -0, or one point written in two ways. */
    private static final Set<String> LOOSE = Set.of("jsonb", "vector", "halfvec", "sparsevec", "cube", "seg", "geometry", "geography");
    private static final Set<String> EXACT_RANGES = Set.of("int4range", "int8range", "daterange", "tsrange", "tstzrange", "int4multirange",
            "int8multirange", "datemultirange", "tsmultirange", "tstzmultirange");

    private KeyTypes() {}

    /** What keeps the column from being part of a key. */
    static Optional<String> problem(SourceColumn column) {
        PgType type = column.type();
        if (!TypeFamily.ordered(type)) {
            return Optional.of("but Postgres cannot sort its type " + type.name() + ";");
        }
        if (!column.deterministic()) {
            return Optional
                    .of("but its collation is nondeterministic: Postgres holds texts equal that differ, and one key would have several"
                            + " texts; give the column a deterministic collation in Postgres, or");
        }
        return switch (type.kind()) {
            case BASE -> loose(type, LOOSE.contains(type.name()));
            case RANGE -> loose(type, !EXACT_RANGES.contains(type.name()));
            case ENUM -> Optional.empty();
            case ARRAY, COMPOSITE -> Optional.of("but a value of its type " + type.name() + " is made of several;");
        };
    }

    private static Optional<String> loose(PgType type, boolean loose) {
        return loose ? Optional
                .of("but equal values of its type " + type.name() + " can be written differently, and one key would have several texts;")
                : Optional.empty();
    }
}
