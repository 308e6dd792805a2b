package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

/**
 * A column as the catalog has it.
 *
 * @param sqlType the type as SQL can spell it in a cast, such as {@code integer} or {@code "my schema"."Mood"}
 * @param deterministic its collation, if it has one, holds only equal texts to be equal
 */
public record SourceColumn(String name, PgType type, String sqlType, boolean notNull, boolean deterministic) {
    public SourceColumn {
        requireNonNull(name);
        requireNonNull(type);
        requireNonNull(sqlType);
    }

    public SourceColumn(String name, PgType type, String sqlType, boolean notNull) {
        this(name, type, sqlType, notNull, true);
    }
}
