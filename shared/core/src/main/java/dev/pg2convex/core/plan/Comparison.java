package dev.pg2convex.core.plan;

import dev.pg2convex.core.source.PgType;
import java.util.Set;

/** Which types Postgres compares with each other without a cast. */
public final class Comparison {
    private static final Set<TypeFamily> NUMBERS = Set.of(TypeFamily.INTEGER, TypeFamily.BIGINT, TypeFamily.FLOAT, TypeFamily.NUMERIC);
    private static final Set<String> STRINGS = Set.of("text", "varchar", "bpchar", "name", "citext");
    private static final Set<String> DATES = Set.of("timestamp", "timestamptz", "date");

    private Comparison() {}

    public static boolean possible(PgType one, PgType other) {
        return one.equals(other) || both(NUMBERS, TypeFamily.of(one), TypeFamily.of(other)) || both(STRINGS, one.name(), other.name())
                || both(DATES, one.name(), other.name());
    }

    private static <T> boolean both(Set<T> set, T one, T other) {
        return set.contains(one) && set.contains(other);
    }
}
