package dev.pg2convex.core.transform;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.RefPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import dev.pg2convex.core.value.ValueSize;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * f: turns the rows of one table into documents that Convex will take, or says why one cannot be. Pure: the same row, parents, plan and schema
 * yield the same document and hash.
 */
public final class Transformer {
    private final TablePlan plan;
    private final Set<String> mapped;
    private final SchemaCheck schema;

    /** @param table what the target's schema says of the plan's table */
    public Transformer(TablePlan plan, TargetSchema.Table table) {
        this.plan = requireNonNull(plan);
        this.mapped = new LinkedHashSet<>(plan.fieldNames());
        this.schema = new SchemaCheck(table.document());
        if (mapped.size() != plan.fields().size() || mapped.size() > Limits.FIELDS - Limits.SYSTEM_FIELDS) {
            throw new IllegalArgumentException("table " + plan.table() + " maps a field twice, or too many");
        }
        for (String name : mapped) {
            if (name.isEmpty() || name.startsWith("_") || name.length() > Limits.KEY_LENGTH || KeyEscape.isForbidden(name)) {
                throw new IllegalArgumentException("table " + plan.table() + " maps a field that Convex forbids: " + name);
            }
        }
    }

    /**
     * For a table of the target; nothing is held against a schema whose validation is off.
     *
     * @throws IllegalArgumentException when the schema does not have the plan's table
     */
    public static Transformer of(TablePlan plan, TargetSchema schema) {
        TargetSchema.Table table = schema.tables().get(plan.table());
        if (table == null) {
            throw new IllegalArgumentException("the target's schema has no table " + plan.table());
        }
        return new Transformer(plan, schema.validated() ? table : new TargetSchema.Table(new Validator.Any(), table.indexes()));
    }

    /**
     * What a row becomes. Where several things are wrong with it, the first field at fault is named; a row that is to be rejected anyway is not
     * late. Fields that the application has besides the mapped ones are not asked for, see {@link #transformNew}.
     */
    public Transformed transform(SourceRow row, ParentState.Lookup parents) {
        if (row.cells().size() != plan.fields().size()) {
            throw new IllegalArgumentException(
                    "table " + plan.table() + " has " + plan.fields().size() + " fields and its row " + row.cells().size() + " cells");
        }
        Draft draft = new Draft(row.key(), parents);
        try {
            for (int i = 0; i < plan.fields().size(); i++) {
                FieldPlan field = plan.fields().get(i);
                draft.add(field, row.cells().get(i));
            }
            return draft.late ? new Transformed.Late(row.key()) : draft.finish();
        } catch (UnfitException unfit) {
            return rejected(row.key(), unfit.reason(), unfit.path());
        }
    }

    /**
     * As {@link #transform}, of a row that has no document yet and can adopt none: its own must be whole by itself, with the fields that the schema
     * requires and the mapping does not have.
     */
    public Transformed transformNew(SourceRow row, ParentState.Lookup parents) {
        Transformed transformed = transform(row, parents);
        return transformed instanceof Transformed.Document document
                ? problemOfInsert(document).<Transformed>map(problem -> problem).orElse(document) : transformed;
    }

    private Optional<Transformed.Rejected> problemOfInsert(Transformed.Document document) {
        return schema.firstRefused(document.fields()).map(path -> rejected(document.key(), RejectReason.SCHEMA, path));
    }

    private static Transformed.Rejected rejected(String key, RejectReason reason, Path path) {
        return new Transformed.Rejected(key, reason, Optional.of(path.text()).filter(text -> !text.isEmpty()));
    }

    /** The document of one row while it is made. */
    private final class Draft {
        private final String key;
        private final ParentState.Lookup parents;
        private final Map<String, Value> fields = new LinkedHashMap<>();
        private final Set<String> deferred = new LinkedHashSet<>();
        private boolean late;

        Draft(String key, ParentState.Lookup parents) {
            this.key = key;
            this.parents = parents;
        }

        void add(FieldPlan field, Cell cell) throws UnfitException {
            Path path = Path.root().field(field.name());
            switch (cell) {
                case Cell.Present(Value value) -> fields.put(field.name(), new ValueFitter(field.keys()).fit(value, path));
                case Cell.Absent _ -> addNull(field, path);
                case Cell.Unfit(String reason) -> throw new UnfitException(reasonOf(reason), path);
                case Cell.Orphan _ -> {
                    if (reference(field).orphan() == Ref.Orphan.REJECT) {
                        throw new UnfitException(RejectReason.ORPHAN, path);
                    }
                }
                case Cell.Parent(String parent) -> addReference(field, parent, path);
            }
        }

        private void addNull(FieldPlan field, Path path) throws UnfitException {
            switch (field.onNull()) {
                case NullPolicy.Omit _ -> {
                }
                case NullPolicy.AsNull _ -> fields.put(field.name(), new Value.Null());
                case NullPolicy.Default(Value value) -> fields.put(field.name(), new ValueFitter(field.keys()).fit(value, path));
            }
        }

        private void addReference(FieldPlan field, String parent, Path path) throws UnfitException {
            RefPlan reference = reference(field);
            boolean itself = reference.table().equals(plan.table()) && parent.equals(key);
            switch (parents.of(reference.table(), parent)) {
                case ParentState.Mapped(String documentId) -> fields.put(field.name(), new Value.Text(documentId));
                case ParentState.Rejected _ when itself -> defer(field, reference); // or a row that was rejected once and refers to itself always would be
                case ParentState.Rejected _ -> throw new UnfitException(RejectReason.PARENT_REJECTED, path);
                case ParentState.Unmapped _ -> defer(field, reference);
            }
        }

        private void defer(FieldPlan field, RefPlan reference) {
            if (reference.deferred()) {
                deferred.add(field.name());
            } else {
                late = true;
            }
        }

        Transformed finish() throws UnfitException {
            Value.Obj document = new Value.Obj(fields);
            Optional<Path> refused = schema.firstRefused(document, mapped);
            if (refused.isPresent() && deferred.contains(refused.get().topField())) {
                return new Transformed.Late(key); // required, and only missing because its target is not there yet
            }
            if (refused.isPresent()) {
                throw new UnfitException(RejectReason.SCHEMA, refused.get());
            }
            long size = ValueSize.of(document);
            if (size + Limits.SYSTEM_BYTES > Limits.DOCUMENT_BYTES) {
                throw new UnfitException(RejectReason.DOCUMENT_TOO_LARGE, Path.root());
            }
            List<String> unset = mapped.stream().filter(name -> !fields.containsKey(name)).toList();
            return new Transformed.Document(key, document, unset, DocumentHash.of(fields, unset), size, deferred.size());
        }

        private RefPlan reference(FieldPlan field) {
            return field.ref()
                    .orElseThrow(() -> new IllegalStateException("field " + plan.table() + "." + field.name() + " is no reference"));
        }

        private RejectReason reasonOf(String code) {
            for (RejectReason reason : RejectReason.values()) {
                if (reason.code().equals(code)) {
                    return reason;
                }
            }
            throw new IllegalStateException("unknown reason for a reject: " + code);
        }
    }
}
