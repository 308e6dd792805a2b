package dev.pg2convex.coordinator;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.protocol.RunContext;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Findings.Collision;
import java.util.ArrayList;

/** Looks, before a table is loaded, for rows that share a value of a field that should be unique. */
final class Collisions {
    private final Ports ports;

    Collisions(Ports ports) {
        this.ports = ports;
    }

    void find(RunContext context, Stage stage) {
        for (var name : stage.tables()) {
            var table = context.plan().table(name);
            for (var field : table.fields()) {
                if (field.unique() != Unique.NO) {
                    var found = new ArrayList<Collision>();
                    ports.source()
                            .collisions(table, field.name(),
                                    each -> found.add(new Collision(each.key(), field.unique() == Unique.REJECT && !each.first())));
                    ports.findings().putCollisions(stage.runId(), name, field.name(), found);
                }
            }
        }
    }
}
