package dev.pg2convex.init;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.plan.ValidatorText;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceInventory;
import dev.pg2convex.core.source.SourceInventory.Index;
import dev.pg2convex.core.source.SourceInventory.Relation;
import dev.pg2convex.core.target.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a first mapping and its Convex schema from a catalog, and tells later how the catalog has changed since. */
public final class Init {
    private final SourceInventory inventory;
    private final SourceCatalog catalog;

    public Init(SourceInventory inventory, SourceCatalog catalog) {
        this.inventory = inventory;
        this.catalog = catalog;
    }

    /**
     * What was made.
     *
     * @param tables how many are moved
     * @param leftOut what is not moved, and why: {@code public.v: a view; …}
     */
    public record Made(String mapping, String schema, int tables, List<String> leftOut) {
        public Made {
            leftOut = List.copyOf(leftOut);
        }
    }

    /** @throws CategorizedException where nothing can be moved, or a name of the selection does not exist */
    public Made make(Selection selection) {
        List<Relation> relations = inventory.relations();
        selection.check(relations);
        Draft draft = draft(relations, selection);
        if (draft.tables().isEmpty()) {
            throw new CategorizedException(Failure.CONFIGURATION, "init_nothing",
                    "there is no table to move in " + String.join(", ", selection.schemas()) + (draft.leftOut().isEmpty()
                            ? "; other schemas are named with --schema" : ":\n  " + String.join("\n  ", draft.leftOut())));
        }
        Map<DraftTable, Map<String, Validator.Field>> fields = fields(draft);
        String schema = new SchemaFile(draft, fields).text();
        return new Made(new MappingFile(draft, record(draft, fields)).text(), schema, draft.tables().size(), draft.leftOut());
    }

    /**
     * How the catalog has changed since a mapping was written, a line each.
     *
     * @param mapping the file's text
     * @param file its name
     * @param selection other than the one that the file was made with
     */
    public List<String> changes(String mapping, String file, Optional<Selection> selection) {
        CatalogRecord then = CatalogRecord.read(mapping, file);
        List<Relation> relations = inventory.relations();
        selection.ifPresent(given -> given.check(relations));
        Draft now = draft(relations, selection.orElse(then.selection()));
        return then.changesTo(record(now, fields(now)));
    }

    private Draft draft(List<Relation> relations, Selection selection) {
        String label = catalog.identity().label();
        return Draft.of(relations, catalog, selection, mappingName(label.substring(label.lastIndexOf('/') + 1)));
    }

    /** A database may be called anything. */
    private static String mappingName(String database) {
        String name = database.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? "migration" : name.substring(0, Math.min(name.length(), Identifier.LONGEST));
    }

    private static Map<DraftTable, Map<String, Validator.Field>> fields(Draft draft) {
        Map<DraftTable, Map<String, Validator.Field>> fields = new LinkedHashMap<>();
        for (DraftTable table : draft.tables()) {
            Map<String, Validator.Field> own = new LinkedHashMap<>();
            TablePlan plan = draft.plan(table);
            plan.fields().forEach(field -> own.put(field.name(), Narrowing.of(plan, field, table.dimensions(field))));
            fields.put(table, own);
        }
        return fields;
    }

    private static CatalogRecord record(Draft draft, Map<DraftTable, Map<String, Validator.Field>> fields) {
        Map<CatalogRecord.Table, String> tables = new TreeMap<>();
        Map<CatalogRecord.Part, String> columns = new TreeMap<>();
        Map<CatalogRecord.Part, String> indexes = new TreeMap<>();
        for (DraftTable table : draft.tables()) {
            var candidate = table.candidate();
            var name = new CatalogRecord.Table(candidate.relation().schema(), candidate.relation().name());
            tables.put(name, CatalogRecord.visible("key (" + String.join(", ", candidate.keyColumns()) + ")"));
            for (SourceColumn column : candidate.source().columns()) {
                String becomes = Optional.ofNullable(table.fieldOf().get(column.name()))
                        .map(field -> ValidatorText.of(fields.get(table).get(field)))
                        .orElse("left out");
                columns.put(new CatalogRecord.Part(name, column.name()),
                        CatalogRecord.visible(column.sqlType() + (column.notNull() ? " not null" : "") + ", " + becomes));
            }
            candidate.relation()
                    .indexes()
                    .stream()
                    .filter(index -> !isKeys(index, candidate))
                    .forEach(index -> indexes.put(new CatalogRecord.Part(name, index.name()), described(index)));
        }
        return new CatalogRecord(draft.selection(), tables, columns, indexes);
    }

    /** The table's line tells of its key. */
    private static boolean isKeys(Index index, Candidate candidate) {
        return index.unique() && !index.partial() && index.columns().equals(candidate.keyColumns().stream().map(Optional::of).toList());
    }

    private static String described(Index index) {
        return CatalogRecord.visible((index.unique() ? "unique " : "") + index.method()
                + index.columns().stream().map(column -> column.orElse("an expression")).collect(Collectors.joining(", ", " (", ")"))
                + (index.partial() ? " of a part of the rows" : ""));
    }
}
