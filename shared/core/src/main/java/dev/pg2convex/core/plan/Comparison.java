package dev.pg2convex.core.plan;

import dev.pg2convex.core.source.PgType;
import java.util.Set;

/** Which types Postgres compares with each other without a cast. */
final class Comparison {
    private static final Set<TypeFamily> NUMBERS = Set.of(TypeFamily.INTEGER, TypeFamily.BIGINT, TypeFamily.FLOAT, TypeFamily.NUMERIC);
    private static final Set<String> STRINGS = Set.of("text", "varchar", "bpchar", "name", "citext");
    private static final Set<String> DATES = Set.of("timestamp", "timestamptz", "date");

    private Comparison() {}

    static boolean possible(PgType one, PgType other) {
        return one.equals(other) || NUMBERS.contains(TypeFamily.of(one)) && NUMBERS.contains(TypeFamily.of(other))
                || STRINGS.contains(one.name()) && STRINGS.contains(other.name())
                || DATES.contains(one.name()) && DATES.contains(other.name());
    }
}
