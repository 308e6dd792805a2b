package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.plan.RefPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.transform.ParentState;
import dev.pg2convex.core.transform.Transformed;
import dev.pg2convex.core.transform.Transformer;
import dev.pg2convex.worker.Batches;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;

/** Takes a table's rows as a run would that has migrated none of them, and counts what becomes of them. */
final class TableLook {
    /** Stands for any parent's document ID: as long as a real one. */
    private static final ParentState MIGRATED = new ParentState.Mapped("j" + "0".repeat(31));

    private final TablePlan table;
    private final Tuning tuning;
    private final Keys rejected;
    private final Keys colliding;
    private final boolean parent;
    private final Transformer transformer;
    private final IndexSizes indexes;
    private final RejectTally rejects;
    private final FieldNotes notes = new FieldNotes();
    private final List<Long> toWrite = new ArrayList<>();
    private final List<Long> toWriteAgain = new ArrayList<>();
    private long looked;
    private long documents;
    private long documentBytes;
    private long batches;
    private long secondBatches;

    /**
     * @param rejected rows of parents that are known to be rejected
     * @param colliding rows that are rejected for an equal value of another row
     * @param parent the table is one: its rejected rows are added
     */
    TableLook(TablePlan table, TargetSchema schema, Tuning tuning, Keys rejected, Keys colliding, boolean parent) {
        this.table = table;
        this.tuning = tuning;
        this.rejected = rejected;
        this.colliding = colliding;
        this.parent = parent;
        this.transformer = Transformer.of(table, schema);
        this.indexes = new IndexSizes(schema.tables().get(table.table()));
        this.rejects = new RejectTally(table);
    }

    void take(List<SourceRow> rows) {
        for (var row : rows) {
            looked++;
            switch (become(row)) {
                case Transformed.Rejected bad -> {
                    rejects.add(row, bad);
                    if (parent) {
                        rejected.add(table.table(), bad.key(), "");
                    }
                }
                case Transformed.Document document -> take(row, document);
                case Transformed.Late _ ->
                    throw new IllegalStateException("a parent of " + table.table() + " is neither migrated nor rejected");
            }
        }
    }

    private Transformed become(SourceRow row) {
        var collision = colliding.fieldOf(table.table(), row.key());
        if (collision.isPresent()) {
            return new Transformed.Rejected(row.key(), RejectReason.DUPLICATE_VALUE, collision);
        }
        ParentState.Lookup parents = (parentTable, key) -> {
            boolean itself = parentTable.equals(table.table()) && key.equals(row.key());
            return !itself && rejected.has(parentTable, key) ? new ParentState.Rejected() : MIGRATED;
        };
        return table.match().isEmpty() ? transformer.transformNew(row, parents) : transformer.transform(row, parents);
    }

    private void take(SourceRow row, Transformed.Document document) {
        documents++;
        documentBytes += document.stored();
        indexes.add(document.fields());
        toWrite.add(document.size());
        boolean again = false;
        for (int i = 0; i < table.fields().size(); i++) {
            var field = table.fields().get(i);
            switch (row.cells().get(i)) {
                case Cell.Parent _ -> again |= field.ref().map(RefPlan::deferred).orElse(false);
                case Cell.Orphan _ -> notes.orphanLeftOut(field, row.key());
                case Cell.Present(var value) when field.keys() == KeysPolicy.ESCAPE ->
                    notes.escaped(field, row.key(), EscapedKeys.in(value));
                case Cell.Present _, Cell.Absent _, Cell.Unfit _ -> {
                    // Nothing to be said of it.
                }
            }
        }
        if (again) {
            toWriteAgain.add(document.size());
        }
    }

    /** Where a slice ends, a batch ends. */
    void endSlice() {
        batches += Batches.cut(toWrite, Long::longValue, tuning).size();
        secondBatches += Batches.cut(toWriteAgain, Long::longValue, tuning).size();
        toWrite.clear();
        toWriteAgain.clear();
    }

    /** Rows of the slice that are to be written. */
    int inSlice() {
        return toWrite.size();
    }

    long looked() {
        return looked;
    }

    /** @param stride each row that was looked at stands for so many */
    TableFigures figures(String mapping, int stride, TableFigures.Existing existing) {
        var byReason = new EnumMap<RejectReason, Long>(RejectReason.class);
        rejects.byReason().forEach((reason, rows) -> byReason.put(reason, rows * stride));
        var byIndex = new TreeMap<String, Long>();
        indexes.bytes().forEach((index, bytes) -> byIndex.put(index, bytes * stride));
        return new TableFigures(table.table(), looked * stride, looked, stride > 1, documents * stride, byReason, documentBytes * stride,
                byIndex, Bookkeeping.bytes(table, mapping, documents * stride, batches * stride), batches * stride, secondBatches * stride,
                existing);
    }

    List<Finding> findings(int stride) {
        return rejects.findings(stride);
    }

    List<String> notes(int stride) {
        return notes.texts(table, stride);
    }
}
