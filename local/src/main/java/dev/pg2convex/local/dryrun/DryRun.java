package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.RefPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.SourceReader;
import dev.pg2convex.core.target.Handshake;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.core.target.TargetSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;

/** Carries a plan out on paper: reads the source, asks Convex what it has, and writes nowhere. */
public final class DryRun {
    /** Keys of rejected rows that are remembered. */
    private static final int KEYS = 500_000;

    private final SourceReader source;
    private final Target target;
    private final Tuning tuning;
    private final MigrationPlan plan;
    private final Handshake handshake;
    private final TargetSchema schema;
    private final long most;
    private final ObjLongConsumer<String> progress;
    private final TableRows rows;
    private final Keys rejected = new Keys(KEYS);
    private final List<TableFigures> figures = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private DryRun(Ports ports, MigrationPlan plan, Handshake handshake, long most, ObjLongConsumer<String> progress) {
        this.source = ports.source();
        this.target = ports.target();
        this.tuning = ports.tuning();
        this.plan = plan;
        this.handshake = handshake;
        this.schema = target.schema(handshake.schemaJson());
        this.most = most;
        this.progress = progress;
        this.rows = new TableRows(source, tuning);
    }

    /**
     * What a run would do that has migrated nothing yet.
     *
     * @param plan one that suits the target
     * @param most rows of a table up to which each is looked at; beyond it about so many are, all over the table. 0: each is
     * @param progress told the table and how many of its rows were looked at
     */
    public static DryRunResult of(Ports ports, MigrationPlan plan, Handshake handshake, long most, ObjLongConsumer<String> progress) {
        var run = new DryRun(ports, plan, handshake, most, progress);
        plan.tables().forEach(run::look);
        return new DryRunResult(plan.mapping(), ports.catalog().identity().label(), ports.target().label(), run.figures, run.sorted(),
                run.allNotes(), run.notLookedAt());
    }

    private void look(TablePlan table) {
        var existing = existing(table);
        if (existing == TableFigures.Existing.DOCUMENTS && table.match().isEmpty() && !table.shared()) {
            findings.add(new Finding(table.table(), Optional.empty(), Finding.NOT_EMPTY, 0, false, Optional.empty(), Optional.empty(),
                    table.at(), "the Convex table has documents already, and nothing was migrated there before: a run refuses to start",
                    "a `match:` adopts them, `shared: true` leaves them alone; or empty the table, or run with --allow-existing"));
        }
        var colliding = new Keys(KEYS);
        findings.addAll(new Duplicates(source).find(table, colliding));
        if (most == 0 || !rows.moreThan(table, most)) {
            var look = tableLook(table, colliding);
            rows.all(table, slice -> {
                look.take(slice);
                look.endSlice();
                progress.accept(table.table(), look.looked());
            });
            add(look, 1, existing);
        } else {
            sample(table, colliding, existing);
        }
        if (colliding.full()) {
            notes.add(table.at() + ": " + table.table() + ": more than " + colliding.most()
                    + " rows are rejected for an equal value; of the others only the finding tells, the table's figures take them for good");
        }
    }

    private void sample(TablePlan table, Keys colliding, TableFigures.Existing existing) {
        long stride = Math.max(2, Math.ceilDiv(source.estimateRows(table), most));
        while (true) {
            int step = (int) Math.min(stride, Integer.MAX_VALUE);
            var look = tableLook(table, colliding);
            rows.every(table, step, chunk -> {
                look.take(chunk);
                if (look.inSlice() >= tuning.pageRows()) {
                    look.endSlice();
                }
                progress.accept(table.table(), look.looked());
            });
            look.endSlice();
            if (look.looked() * 2 >= most || step == 2) {
                add(look, step, existing);
                return;
            }
            // The planner's estimate was far too high.
            stride = Math.max(2, Math.min(step / 2, Math.ceilDiv((look.looked() + 1) * step, most)));
        }
    }

    private TableLook tableLook(TablePlan table, Keys colliding) {
        return new TableLook(table, schema, tuning, rejected, colliding, isParent(table.table()));
    }

    private boolean isParent(String table) {
        return plan.tables().stream().flatMap(DryRun::references).anyMatch(ref -> ref.table().equals(table));
    }

    private void add(TableLook look, int stride, TableFigures.Existing existing) {
        figures.add(look.figures(plan.mapping(), stride, existing));
        findings.addAll(look.findings(stride));
        notes.addAll(look.notes(stride));
    }

    private TableFigures.Existing existing(TablePlan table) {
        if (handshake.fence().map(fence -> fence.tables().contains(table.table())).orElse(false)) {
            return TableFigures.Existing.MIGRATED;
        }
        return target.scan(table.table(), Optional.empty(), 1, List.of()).documents().isEmpty() ? TableFigures.Existing.EMPTY
                : TableFigures.Existing.DOCUMENTS;
    }

    private static Stream<RefPlan> references(TablePlan table) {
        return table.fields().stream().map(FieldPlan::ref).flatMap(Optional::stream);
    }

    private List<Finding> sorted() {
        var order = plan.tables().stream().map(TablePlan::table).toList();
        return findings.stream()
                .sorted(Comparator.comparingInt((Finding finding) -> order.indexOf(finding.table()))
                        .thenComparing(finding -> finding.field().orElse(""))
                        .thenComparing(Finding::code))
                .toList();
    }

    private List<String> allNotes() {
        var all = new ArrayList<>(plan.warnings());
        all.addAll(notes);
        if (!schema.validated()) {
            all.add("schema validation is off in the Convex project: documents were not held against the schema");
        }
        if (handshake.fence().isPresent()) {
            all.add("the mapping has been run against this deployment before: a run writes only what differs, the figures are those of a first run");
        }
        if (rejected.full()) {
            all.add("more than " + rejected.most()
                    + " rows are rejected: children of those beyond were taken as if their parents were migrated");
        }
        for (var table : plan.tables()) {
            if (references(table).anyMatch(RefPlan::deferred)) {
                all.add(table.at() + ": " + table.table()
                        + ": its references in a cycle are approximated: a parent that comes later was taken for migrated, and the second"
                        + " writes that fill them in are the most there can be");
            }
        }
        figures.stream()
                .filter(TableFigures::sampled)
                .map(TableFigures::table)
                .filter(this::isParent)
                .forEach(table -> all.add(plan.table(table).at() + ": " + table
                        + " was sampled: of its rejected rows most are not known, so that more of their children will be rejected than is said here"));
        return all;
    }

    private List<String> notLookedAt() {
        var not = new ArrayList<String>();
        if (plan.tables().stream().anyMatch(table -> table.match().isPresent())) {
            not.add("which documents of the application would be adopted (`match`): each row is counted as an insert");
        }
        not.add("whether another mapping fills one of the tables, or another migration store the deployment: the begin of a run tells");
        not.add("what only Convex itself can refuse");
        return not;
    }
}
