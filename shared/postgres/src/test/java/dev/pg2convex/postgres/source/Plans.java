package dev.pg2convex.postgres.source;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.source.SourceCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mapping made in code, resolved against a real catalog. */
final class Plans {
    private final SourceCatalog catalog;
    private final List<TableMapping> tables = new ArrayList<>();

    Plans(SourceCatalog catalog) {
        this.catalog = catalog;
    }

    /** Every column of a table, into a Convex table of that name. */
    Plans every(String table, String from, String... key) {
        return table(table, from, List.of(key), List.of(), Optional.empty());
    }

    /** Columns of a table: {@code field column}, or {@code field = expression}. */
    Plans fields(String table, String from, String... fields) {
        return table(table, from, List.of(), List.of(fields), Optional.empty());
    }

    Plans where(String table, String condition) {
        return table(table, table, List.of(), List.of(), Optional.of(condition));
    }

    MigrationPlan resolve() {
        return PlanResolver.resolve(new Mapping("test", tables, at(1)), catalog);
    }

    /** Everything that is wrong, one line each, each with its line in the mapping. */
    String problems() {
        try {
            resolve();
            return "";
        } catch (MappingException e) {
            return e.getMessage();
        }
    }

    private Plans table(String table, String from, List<String> key, List<String> fields, Optional<String> where) {
        Location at = at(tables.size() + 1);
        tables.add(new TableMapping(table, from, key, fields.stream().map(field -> field(field, at)).toList(), List.of(), Optional.empty(),
                OnDelete.KEEP, where, Optional.empty(), false, at));
        return this;
    }

    private static FieldMapping field(String text, Location at) {
        String[] parts = text.split(" ", 2);
        FieldSource source = parts[1].startsWith("= ") ? new FieldSource.Sql(parts[1].substring(2))
                : new FieldSource.Columns(List.of(parts[1]));
        return new FieldMapping(parts[0], source, Conversion.DEFAULT, Optional.empty(), new NullPolicy.Omit(), KeysPolicy.ESCAPE, Unique.NO,
                false, Optional.empty(), at);
    }

    private static Location at(int line) {
        return new Location("m.yaml", line, 1);
    }
}
