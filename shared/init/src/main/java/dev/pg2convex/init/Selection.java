package dev.pg2convex.init;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.source.SourceInventory.Relation;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /**
     * The relations meant, by schema and name.
     *
     * @throws CategorizedException for a schema or a table that does not exist
     */
    List<Relation> of(List<Relation> all) {
        checkSchemas(all);
        Set<Relation> chosen = new LinkedHashSet<>();
        for (String table : tables) {
            List<Relation> named = all.stream().filter(relation -> isNamed(relation, table)).toList();
            if (named.isEmpty()) {
                throw unknown("there is no table `" + table + "` (--tables)" + Suggestion.of(table, known(all)));
            }
            chosen.addAll(named);
        }
        return (tables.isEmpty() ? all.stream().filter(relation -> schemas.contains(relation.schema())) : chosen.stream()).sorted(BY_NAME)
                .toList();
    }

    private void checkSchemas(List<Relation> all) {
        List<String> known = Stream.concat(Stream.of("public"), all.stream().map(Relation::schema)).distinct().sorted().toList();
        for (String schema : schemas) {
            if (!known.contains(schema)) {
                throw unknown("there is no schema `" + schema + "` with tables (--schema)" + Suggestion.of(schema, known));
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
