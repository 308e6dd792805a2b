package dev.pg2convex.coordinator;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.protocol.RunContext;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Findings.Collision;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Looks, before a table is loaded, for rows that share a value of a field that should be unique. */
final class Collisions {
    /** Rows per transaction: a table where every row collides must not fill the memory. */
    private static final int CHUNK = 10_000;

    private final Ports ports;

    Collisions(Ports ports) {
        this.ports = ports;
    }

    void find(RunContext context, Stage stage) {
        for (var name : stage.tables()) {
            var table = context.plan().table(name);
            for (var field : table.fields()) {
                if (field.unique() != Unique.NO) {
                    ports.findings().forgetCollisions(stage.runId(), name, field.name());
                    find(stage.runId(), table, field);
                }
            }
        }
    }

    private void find(UUID runId, TablePlan table, FieldPlan field) {
        var found = new ArrayList<Collision>();
        Runnable keep = () -> {
            ports.findings().putCollisions(runId, table.table(), field.name(), List.copyOf(found));
            found.clear();
        };
        ports.source().collisions(table, field.name(), each -> {
            found.add(new Collision(each.key(), field.unique() == Unique.REJECT && !each.first()));
            if (found.size() == CHUNK) {
                keep.run();
            }
        });
        keep.run();
    }
}
