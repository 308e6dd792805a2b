package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.PgType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types of a database, read with all that they are made of; domains are replaced by what they are over. */
final class TypeCatalog {
    // int2vector looks like an array and is written in another way; of the arrays proper, each is its element's own.
    private static final String TYPES = """
            SELECT t.oid, t.typname, t.typtype,
                   coalesce((SELECT e.oid FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid), 0), t.typbasetype, t.typnotnull,
                   CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) ELSE '' END
            FROM pg_catalog.pg_type t WHERE t.oid = ANY (?::oid[])""";
    private static final String ATTRIBUTES = """
            SELECT t.oid, a.attname, a.atttypid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid
            WHERE t.oid = ANY (?::oid[]) AND t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY t.oid, a.attnum""";

    private static final String LABELS = """
            SELECT e.enumtypid, e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid = ANY (?::oid[]) ORDER BY e.enumtypid, e.enumsortorder""";

    private final Map<Long, Row> rows = new HashMap<>();
    private final Map<Long, List<Attribute>> attributes = new HashMap<>();
    private final Map<Long, List<String>> labels = new HashMap<>();

    private TypeCatalog() {}

    private record Row(long oid, String name, String kind, long element, long base, boolean notNull, String baseText) {}

    private record Attribute(long composite, String name, long type) {}

    private record Label(long type, String text) {}

    /** One round trip per level of nesting. */
    static TypeCatalog load(Connection connection, Collection<Long> oids) throws SQLException {
        var catalog = new TypeCatalog();
        Set<Long> wanted = new HashSet<>(oids);
        while (!wanted.isEmpty()) {
            wanted = catalog.loadLevel(connection, wanted);
        }
        return catalog;
    }

    private Set<Long> loadLevel(Connection connection, Set<Long> wanted) throws SQLException {
        String oids = ArrayLiteral.of(wanted.stream().map(String::valueOf).toList());
        Set<Long> next = new HashSet<>();
        boolean composites = false;
        boolean enums = false;
        for (Row row : SqlQuery.of(TYPES, oids)
                .list(connection, row -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5),
                        row.getBoolean(6), row.getString(7)))) {
            rows.put(row.oid, row);
            next.addAll(List.of(row.element, row.base));
            composites |= row.kind.equals("c");
            enums |= row.kind.equals("e");
        }
        if (enums) {
            for (Label label : SqlQuery.of(LABELS, oids).list(connection, row -> new Label(row.getLong(1), row.getString(2)))) {
                labels.computeIfAbsent(label.type, _ -> new ArrayList<>()).add(label.text);
            }
        }
        if (composites) {
            for (Attribute attribute : SqlQuery.of(ATTRIBUTES, oids)
                    .list(connection, row -> new Attribute(row.getLong(1), row.getString(2), row.getLong(3)))) {
                attributes.computeIfAbsent(attribute.composite, _ -> new ArrayList<>()).add(attribute);
                next.add(attribute.type);
            }
        }
        next.remove(0L);
        next.removeAll(rows.keySet());
        return next;
    }

    PgType type(long oid) {
        Row row = row(oid);
        if (row.element != 0) {
            return PgType.array(type(row.element));
        }
        return switch (row.kind) {
            case "d" -> type(row.base);
            case "e" -> PgType.enumeration(row.name, labels.getOrDefault(oid, List.of()).toArray(String[]::new));
            case "r", "m" -> new PgType(row.name, PgType.Kind.RANGE, Optional.empty(), List.of());
            case "c" -> new PgType(row.name, PgType.Kind.COMPOSITE, Optional.empty(),
                    attributes.getOrDefault(oid, List.of())
                            .stream()
                            .map(attribute -> new PgType.Attribute(attribute.name, type(attribute.type)))
                            .toList());
            default -> PgType.base(row.name);
        };
    }

    /** The type, or a domain under it, says NOT NULL. */
    boolean notNull(long oid) {
        Row row = row(oid);
        return row.kind.equals("d") && (row.notNull || notNull(row.base));
    }

    /** The type under all domains as a cast spells it; {@code own} for a type that is none. */
    String castText(long oid, String own) {
        Row row = row(oid);
        return row.kind.equals("d") ? castText(row.base, row.baseText) : own;
    }

    private Row row(long oid) {
        Row row = rows.get(oid);
        if (row == null) {
            throw new IllegalStateException("type " + oid + " is not in the catalog");
        }
        return row;
    }
}
