package dev.pg2convex.init;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.source.SourceInventory.Relation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which tables are asked for.
 *
 * @param schemas all of whose tables are meant where {@code tables} is empty
 * @param tables as {@code name}, in one of the schemas, or {@code schema.name}
 */
public record Selection(List<String> schemas, List<String> tables) {
    private static final Comparator<Relation> BY_NAME = Comparator.comparing(Relation::schema).thenComparing(Relation::name);

    public Selection {
        schemas = schemas.stream().distinct().sorted().toList();
        tables = tables.stream().distinct().sorted().toList();
    }

    /** The relations meant, by schema and name. */
    List<Relation> of(List<Relation> all) {
        return all.stream()
                .filter(relation -> tables.isEmpty() ? schemas.contains(relation.schema())
                        : tables.stream().anyMatch(table -> isNamed(relation, table)))
                .sorted(BY_NAME)
                .toList();
    }

    /** @throws CategorizedException for a schema or a table that does not exist */
    void check(List<Relation> all) {
        List<String> known = Stream.concat(Stream.of("public"), all.stream().map(Relation::schema)).distinct().sorted().toList();
        for (String schema : schemas) {
            if (!known.contains(schema)) {
                throw unknown("there is no schema `" + schema + "` with tables (--schema)" + Suggestion.of(schema, known));
            }
        }
        for (String table : tables) {
            if (all.stream().noneMatch(relation -> isNamed(relation, table))) {
                throw unknown("there is no table `" + table + "` (--tables)" + Suggestion.of(table, known(all)));
            }
        }
    }

    private boolean isNamed(Relation relation, String table) {
        return table.equals(relation.label()) || (table.equals(relation.name()) && schemas.contains(relation.schema()));
    }

    private List<String> known(List<Relation> all) {
        return all.stream().map(relation -> schemas.contains(relation.schema()) ? relation.name() : relation.label()).toList();
    }

    private static CategorizedException unknown(String message) {
        return new CategorizedException(Failure.CONFIGURATION, "init_unknown", message);
    }
}
